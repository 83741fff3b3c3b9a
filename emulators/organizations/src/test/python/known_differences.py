"""Where moto does something else than Organizations, each with the page that says so."""

API = "https://docs.aws.amazon.com/organizations/latest/APIReference/API_"
QUOTAS = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html"


class Case:
    """One request with both answers. The error is the name of the exception, or none."""

    def __init__(self, operation, request, ours, theirs):
        self.operation = operation
        self.request = request
        self.our_error, self.our_body = ours
        self.their_error, self.their_body = theirs


def creates_at_once(case):
    return case.operation == "CreateAccount" and not case.our_error and not case.their_error


def creates_a_second_account_with_an_email_address(case):
    status = case.our_body.get("CreateAccountStatus", {})
    return case.operation == "DescribeCreateAccountStatus" and status.get("FailureReason") == "EMAIL_ALREADY_EXISTS"


def names_a_closed_account_suspended(case):
    return not case.our_error and with_suspended(case.our_body) == case.their_body


def with_suspended(value):
    if isinstance(value, dict):
        return {
            name: "SUSPENDED" if name == "State" and member == "CLOSED" else with_suspended(member)
            for name, member in value.items()
        }
    return [with_suspended(element) for element in value] if isinstance(value, list) else value


def allows_units_with_the_same_name(case):
    return case.our_error == "DuplicateOrganizationalUnitException" and not case.their_error


def allows_no_name_twice_in_different_units(case):
    return case.their_error == "DuplicateOrganizationalUnitException" and not case.our_error


def nests_units_without_a_limit(case):
    return case.our_error == "ConstraintViolationException" and case.operation == "CreateOrganizationalUnit"


def moves_from_any_source(case):
    return case.operation == "MoveAccount" and case.our_error == "SourceParentNotFoundException"


def moves_to_where_the_account_is(case):
    return case.our_error == "DuplicateAccountException" and not case.their_error


def has_other_errors_for_parents(case):
    return case.operation == "MoveAccount" and case.their_error == "ParentNotFoundException"


def has_other_errors_for_children(case):
    return case.our_error == "ChildNotFoundException"


def has_another_error_for_who_cannot_leave(case):
    return (
        case.operation == "RemoveAccountFromOrganization"
        and case.our_error in ("MasterCannotLeaveOrganizationException", "AccountNotFoundException")
        and case.their_error == "AWSOrganizationsNotInUseException"
    )


def creates_units_in_absent_parents(case):
    return case.operation == "CreateOrganizationalUnit" and case.our_error == "ParentNotFoundException"


def accepts_invalid_requests(case):
    return case.our_error == "InvalidInputException"


KNOWN = {
    creates_at_once: API + "CreateAccount.html",
    creates_a_second_account_with_an_email_address: API + "CreateAccountStatus.html",
    names_a_closed_account_suspended: API + "Account.html",
    allows_units_with_the_same_name: API + "CreateOrganizationalUnit.html",
    allows_no_name_twice_in_different_units: API + "UpdateOrganizationalUnit.html",
    nests_units_without_a_limit: QUOTAS,
    moves_from_any_source: API + "MoveAccount.html",
    moves_to_where_the_account_is: API + "MoveAccount.html",
    has_other_errors_for_parents: API + "MoveAccount.html",
    has_other_errors_for_children: API + "ListParents.html",
    has_another_error_for_who_cannot_leave: API + "RemoveAccountFromOrganization.html",
    creates_units_in_absent_parents: API + "CreateOrganizationalUnit.html",
    accepts_invalid_requests: API + "ListAccounts.html",
}


def of(case):
    """The name of the difference; none when it is not known."""
    return next((known.__name__ for known in KNOWN if known(case)), None)
