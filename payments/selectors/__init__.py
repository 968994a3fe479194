"""What is asked of many rows together: looked up here, changed nowhere. One file for each asker."""

from payments.selectors.money import COLUMNS, MoneyRow, get_money
from payments.selectors.teams import Team, get_team, list_teams

__all__ = ["COLUMNS", "MoneyRow", "Team", "get_money", "get_team", "list_teams"]
