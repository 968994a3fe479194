"""Stripe-shaped refusals."""


class ApiRefusal(Exception):
    """A request is refused; carries what Stripe would answer."""

    # A refused payment leaves a failed charge and events; every other refusal leaves nothing.
    keeps_traces = False

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.kind = kind
        self.code = code
        self.param = param

    def body(self) -> dict:
        """Return the JSON body of the refusal, absent keys left out as Stripe does."""
        error = {"message": self.message, "type": self.kind}
        if self.code:
            error["code"] = self.code
            error["doc_url"] = f"https://stripe.com/docs/error-codes/{self.code.replace('_', '-')}"
        if self.param:
            error["param"] = self.param
        return {"error": error}


def missing(noun: str, wanted: str, param: str = "id") -> ApiRefusal:
    """Return the refusal for an id that nobody has."""
    return ApiRefusal(f"No such {noun}: '{wanted}'", status=404, code="resource_missing", param=param)


def unknown_parameter(param: str) -> ApiRefusal:
    """Return the refusal for a parameter that the pinned API does not have."""
    return ApiRefusal(f"Received unknown parameter: {param}", code="parameter_unknown", param=param)


def required(param: str) -> ApiRefusal:
    """Return the refusal for a parameter that has to be given."""
    return ApiRefusal(f"Missing required param: {param}.", code="parameter_missing", param=param)


def not_imitated(param: str) -> ApiRefusal:
    """Return our own refusal: Stripe knows the parameter, this program does not play it (so it must not ignore it)."""
    return ApiRefusal(
        f"Stripe knows '{param}', but this stand-in does not imitate it. Extend stripe_standin before relying on it.",
        code="standin_not_imitated",
        param=param,
    )
