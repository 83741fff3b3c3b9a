"""Where moto does something else than DynamoDB, each with the page that says what DynamoDB does."""

import json

GUIDE = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
API = "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/"

PYTHON_ERRORS = {"AttributeError", "IndexError", "KeyError", "TypeError", "ValueError"}


class Case:
    """One request with both answers, and what is stored then. The error is the name of the exception, or none."""

    def __init__(self, operation, request, before, ours, theirs, our_items, their_items):
        self.operation = operation
        self.request = request
        self.our_error, self.our_body = ours
        self.their_error, self.their_body = theirs
        self.same_items = our_items == their_items
        self.before = before
        self.after = our_items
        self.unchanged = before == our_items
        self.our_message = self.our_body.get("message", "")
        self.their_message = self.their_body.get("message", self.their_body.get("Message", ""))
        self.text = json.dumps(request)

    def reasons(self, body):
        return [reason.get("Code") for reason in body.get("CancellationReasons", [])]


def fails_inside(case):
    return case.their_error == "500" or bool(PYTHON_ERRORS.intersection(case.reasons(case.their_body)))


def checks_no_operand_types(case):
    return case.our_error == "ValidationException" and "Incorrect operand type" in case.our_message


def filters_by_key(case):
    return case.our_message.startswith("Filter Expression can only contain non-primary key attributes")


def ends_a_full_page(case):
    return (
        case.operation == "Query"
        and not case.our_error
        and case.our_body["ScannedCount"] == case.request.get("Limit")
        and {**case.our_body, "LastEvaluatedKey": None} == {**case.their_body, "LastEvaluatedKey": None}
    )


def shows_no_reasons(case):
    return (
        case.our_error == "TransactionCanceledException"
        and "ValidationError" in case.reasons(case.our_body)
        and case.their_error == "ValidationException"
    )


def answers_other_attributes_as_updated(case):
    """
    It leaves out what an update sets to the value that it has, adds the key, and shows maps whole. What the emulator answers must
    be in the item as it was, or as it is.
    """
    if case.operation != "UpdateItem" or case.our_error or case.their_error or not case.same_items:
        return False
    items = {"UPDATED_OLD": case.before, "UPDATED_NEW": case.after}.get(case.request["ReturnValues"])
    return bool(items) and is_part({"M": case.our_body.get("Attributes", {})}, {"M": items[0] or {}})


def is_part(value, whole):
    """Whether the value is what it is taken from, or has a part of its attributes or elements."""
    if "M" in value and "M" in whole:
        return all(name in whole["M"] and is_part(part, whole["M"][name]) for name, part in value["M"].items())
    if "L" in value and "L" in whole:
        return all(any(is_part(part, element) for element in whole["L"]) for part in value["L"])
    return value == whole


def takes_absent_for_null(case):
    return any({"NULL": True} in values.values() for values in expression_values(case.request))


def expression_values(request):
    """The values of all expressions, those of a transaction's actions too."""
    if isinstance(request, list):
        return [values for element in request for values in expression_values(element)]
    if not isinstance(request, dict):
        return []
    own = [request["ExpressionAttributeValues"]] if "ExpressionAttributeValues" in request else []
    return own + [values for member in request.values() for values in expression_values(member)]


def refuses_valid_filters(case):
    """Such as the size of what an item does not have, and NOT NOT."""
    return not case.our_error and case.their_message.startswith("Bad Filter Expression")


def takes_booleans_for_numbers(case):
    """Python's True is 1."""
    values = json.dumps([case.request.get("ExpressionAttributeValues"), case.their_body, case.before])
    return '"BOOL"' in values and '"N"' in values + case.text and "Expression" in case.text and not case.their_error


def sets_what_is_inside_no_map(case):
    return "document path provided in the update expression is invalid" in case.our_message and not case.their_error


def does_one_action_after_the_other(case):
    """All actions of an update see the item as it was before."""
    update = case.request.get("UpdateExpression", "")
    return not case.our_error and not case.their_error and not case.same_items and update.count("=") > 1


def updates_before_it_checks(case):
    return case.our_error == "ConditionalCheckFailedException" and case.their_error == "ValidationException"


def keeps_half_of_a_refused_update(case):
    return bool(case.our_error) and case.our_error == case.their_error and case.unchanged and not case.same_items


KNOWN = {
    fails_inside: "No page: an internal error of moto is no answer to compare with.",
    checks_no_operand_types: GUIDE + "Expressions.OperatorsAndFunctions.html",
    filters_by_key: GUIDE + "Query.FilterExpression.html",
    ends_a_full_page: GUIDE + "Query.Pagination.html",
    shows_no_reasons: API + "API_TransactWriteItems.html",
    answers_other_attributes_as_updated: API + "API_UpdateItem.html",
    takes_absent_for_null: GUIDE + "Expressions.OperatorsAndFunctions.html",
    refuses_valid_filters: GUIDE + "Expressions.OperatorsAndFunctions.html",
    sets_what_is_inside_no_map: GUIDE + "Expressions.UpdateExpressions.html",
    does_one_action_after_the_other: GUIDE + "Expressions.UpdateExpressions.html",
    takes_booleans_for_numbers: GUIDE + "HowItWorks.NamingRulesDataTypes.html",
    keeps_half_of_a_refused_update: API + "API_UpdateItem.html",
    updates_before_it_checks: GUIDE + "Expressions.ConditionExpressions.html",
}


def of(case):
    """The name of the difference; none when it is not known."""
    return next((known.__name__ for known in KNOWN if known(case)), None)
