"""The guard: what passes is what the pinned SDK declares, and the list of operations is what its services call."""

import importlib
import inspect
import json
import os
import pkgutil
import re
from pathlib import Path
from typing import Any

import pytest
import stripe

from stripe_standin import births, fidelity, forms, operations, rooms
from stripe_standin.__main__ import Standin
from stripe_standin.fidelity import Unfaithful

from .conftest import Make, pay

EXCERPT = os.environ.get("STRIPE_OPENAPI_EXCERPT", "")


def a_customer(**more: Any) -> dict:
    return births.born("customer", created=1, **more)


def test_an_object_is_born_with_every_nullable_field_as_null() -> None:
    customer = a_customer()

    assert customer["email"] is None
    assert customer["metadata"] == {}
    assert customer["livemode"] is False
    assert "deleted" not in customer
    assert "subscriptions" not in customer
    fidelity.check_object(customer)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ({"nickname": "x"}, "customer.nickname: Customer"),
        ({"email": 7}, "customer.email: 7"),
        ({"created": "today"}, "customer.created: 'today'"),
        ({"livemode": 1}, "customer.livemode: 1"),
        ({"tax_exempt": "always"}, "customer.tax_exempt: 'always'"),
        ({"address": {"town": "x"}}, "customer.address.town"),
        ({"metadata": {"a": 1}}, "customer.metadata.a"),
        ({"preferred_locales": [1]}, "customer.preferred_locales[0]"),
    ],
)
def test_an_unfaithful_object_is_caught_with_its_path(spoil: dict, words: str) -> None:
    with pytest.raises(Unfaithful, match=re.escape(words)):
        fidelity.check_object(a_customer() | spoil)


def test_a_missing_field_that_is_never_null_is_caught() -> None:
    customer = a_customer()
    del customer["created"]

    with pytest.raises(Unfaithful, match=r"customer\.created: is missing"):
        fidelity.check_object(customer)


def test_an_invented_field_cannot_be_born_and_an_unfaithful_answer_is_a_500(
    standin: Standin, client: stripe.StripeClient, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Unfaithful, match="knows no charges"):
        births.born("customer", charges=[], created=1)
    customer = client.v1.customers.create({})
    with standin.world.deed():
        standin.world.store.save(a_customer(id=customer.id) | {"sin": "original"})

    with pytest.raises(stripe.APIError, match=r"customer\.sin"):
        client.v1.customers.retrieve(customer.id)
    assert "customer.sin" in capsys.readouterr().err


def test_forms_are_decoded_as_the_sdk_encodes_them() -> None:
    assert forms.decode("a[b][0][c]=1&a[b][1][c]=2&d[]=x&d[]=y&e=") == {
        "a": {"b": {"0": {"c": "1"}, "1": {"c": "2"}}},
        "d": {"0": "x", "1": "y"},
        "e": "",
    }
    for bad in ("a[b=1", "a=1&a[b]=2"):
        with pytest.raises(forms.BadForm):
            forms.decode(bad)


def services_of_the_sdk() -> dict[tuple[str, str], set[str]]:
    """Every method and path that the SDK's services call, with the names of the parameter types."""
    found: dict[tuple[str, str], set[str]] = {}
    for module in pkgutil.walk_packages(stripe.__path__, "stripe."):
        if not module.name.endswith("_service") or ".v2" in module.name:
            continue
        source = inspect.getsource(importlib.import_module(module.name))
        for chunk in re.split(r"\n    (?:async )?def ", source):
            method = re.search(r'"(get|post|delete)",\s+(?:f?"(/v1/[^"]*)"|"(/v1/[^"]*)"\.format)', chunk)
            params = re.search(r'params: (?:Optional\[)?"(\w+)"', chunk)
            if method and params:
                path = method[2] or method[3]
                found.setdefault((method[1].upper(), re.sub(r"\{\w+\}", "{}", path)), set()).add(params[1])
    return found


def test_every_operation_is_one_that_the_sdk_calls_with_the_same_parameters() -> None:
    rooms.open_all()
    known = services_of_the_sdk()

    for operation in operations.OPERATIONS:
        key = (operation.method, re.sub(r"\{\w+\}", "{}", operation.path))
        assert key in known, f"the SDK never calls {key}"
        assert str(operation.params).rpartition(".")[2] in known[key], f"{key} takes {known[key]}"


def test_no_operation_says_it_plays_a_parameter_that_does_not_exist() -> None:
    rooms.open_all()
    for operation in operations.OPERATIONS:
        fields = fidelity.fields_of(fidelity.params(str(operation.params)))
        unknown = {name.partition(".")[0] for name in operation.imitates - {"*"}} - set(fields)
        assert not unknown, f"{operation.method} {operation.path}: {unknown}"


def test_the_stand_in_speaks_the_version_of_the_sdk(standin: Standin, client: stripe.StripeClient) -> None:
    assert stripe.api_version == fidelity.API_VERSION
    assert client.v1.webhook_endpoints.list().data[0].api_version == stripe.api_version


def test_the_package_imports_only_the_standard_library_and_stripe() -> None:
    import ast
    import sys

    folder = Path(inspect.getfile(fidelity)).parent
    for file in folder.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [str(node.module)]
            for name in names:
                root = name.partition(".")[0]
                assert root == "stripe" or root in sys.stdlib_module_names, f"{file.name} imports {name}"


@pytest.mark.skipif(not EXCERPT, reason="STRIPE_OPENAPI_EXCERPT names no file")
def test_newborn_objects_have_the_keys_of_the_openapi_description(standin: Standin, make_session: Make) -> None:
    """Fields that are neither required nor nullable there are left out here, and the other way round."""
    schemas = json.loads(Path(EXCERPT).read_text(encoding="utf-8"))["components"]["schemas"]
    pay(make_session(customer_creation="always"))
    with standin.world.deed():
        kinds = {row["object"] for row in standin.world.store.rows("select distinct object from objects")}
        bodies = {kind: next(iter(standin.world.store.all(kind))) for kind in kinds}
    for kind, body in bodies.items():
        schema = schemas.get(kind)
        if schema is None or kind in ("payment_method", "event"):
            continue
        required = set(schema.get("required", []))
        nullable = {name for name, field in schema["properties"].items() if _nullable(field)}
        absent = births.ABSENT.get(kind, set())
        missing = (required | nullable) - set(body) - absent
        assert not missing, f"{kind} lacks {missing}"


def _nullable(field: dict) -> bool:
    kinds = field.get("type")
    if kinds == "null" or (isinstance(kinds, list) and "null" in kinds):
        return True
    return any(_nullable(part) for part in field.get("anyOf", []))
