package emulators.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.clock.ManualClock;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every way to call the emulator must do. */
abstract class OrganizationOperationsContract {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final String ROOT = "r-root";
    static final String MANAGEMENT = "123456789012";

    final ManualClock clock = new ManualClock(START);
    final List<ObjectNode> events = new ArrayList<>();
    final OrganizationsOptions options =
            OrganizationsOptions.defaults().withPort(0).withClock(clock).withSubscriber(events::add);

    /** Calls an operation with JSON in single quotes. */
    abstract JsonNode call(String operation, String request);

    @Test
    void beginsWithTheRootAndTheManagementAccount() {
        JsonNode organization = call("DescribeOrganization", "{}").get("Organization");

        assertThat(organization.get("MasterAccountId").textValue()).isEqualTo(MANAGEMENT);
        assertThat(organization.get("Id").textValue()).matches("o-[a-z0-9]{10,32}");
        assertThat(call("ListRoots", "{}").at("/Roots/0/Arn").textValue())
                .matches("arn:aws:organizations::[0-9]{12}:root/o-[a-z0-9]{10,32}/r-[0-9a-z]{4,32}");
        assertThat(ids("ListAccounts", "{}")).containsExactly(MANAGEMENT);
    }

    @Test
    void createsAnAccountAfterItsCallIsAnswered() {
        JsonNode started = create("one");
        clock.advance(Duration.ofSeconds(1));
        JsonNode completed = call(
                        "DescribeCreateAccountStatus",
                        "{'CreateAccountRequestId':'" + started.get("Id").textValue() + "'}")
                .get("CreateAccountStatus");

        assertThat(started.get("State").textValue()).isEqualTo("IN_PROGRESS");
        assertThat(started.has("AccountId")).isFalse();
        assertThat(completed.get("State").textValue()).isEqualTo("SUCCEEDED");
        JsonNode account = account(completed.get("AccountId").textValue());
        assertThat(account.get("Name").textValue()).isEqualTo("one");
        assertThat(account.get("State").textValue()).isEqualTo("ACTIVE");
        assertThat(account.get("Status").textValue()).isEqualTo("ACTIVE");
        assertThat(account.get("JoinedMethod").textValue()).isEqualTo("CREATED");
        assertThat(account.get("JoinedTimestamp").decimalValue())
                .isEqualByComparingTo(String.valueOf(START.plusSeconds(1).getEpochSecond()));
    }

    @Test
    void createsNoSecondAccountWithAnEmailAddress() {
        created("one");
        JsonNode started = create("one");
        clock.advance(Duration.ofSeconds(1));

        JsonNode completed = call(
                        "DescribeCreateAccountStatus",
                        "{'CreateAccountRequestId':'" + started.get("Id").textValue() + "'}")
                .get("CreateAccountStatus");
        assertThat(completed.get("State").textValue()).isEqualTo("FAILED");
        assertThat(completed.get("FailureReason").textValue()).isEqualTo("EMAIL_ALREADY_EXISTS");
        assertThat(ids("ListAccounts", "{}")).hasSize(2);
    }

    @Test
    void movesAnAccountBetweenUnits() {
        String account = created("one");
        String unit = unit(ROOT, "Workloads");
        move(account, ROOT, unit);

        assertThat(ids("ListAccountsForParent", "{'ParentId':'" + unit + "'}")).containsExactly(account);
        assertThat(ids("ListAccountsForParent", "{'ParentId':'" + ROOT + "'}")).containsExactly(MANAGEMENT);
        JsonNode parent = call("ListParents", "{'ChildId':'" + account + "'}").at("/Parents/0");
        assertThat(parent.get("Id").textValue()).isEqualTo(unit);
        assertThat(parent.get("Type").textValue()).isEqualTo("ORGANIZATIONAL_UNIT");
        assertThat(call("ListParents", "{'ChildId':'" + unit + "'}")
                        .at("/Parents/0/Type")
                        .textValue())
                .isEqualTo("ROOT");
    }

    @Test
    void refusesMovesThatDoNotFit() {
        String account = created("one");
        String unit = unit(ROOT, "Workloads");

        assertRefused("DuplicateAccountException", () -> move(account, ROOT, ROOT));
        assertRefused("SourceParentNotFoundException", () -> move(account, "ou-root-99999999", unit));
        assertRefused("SourceParentNotFoundException", () -> move(account, unit, unit(ROOT, "Sandbox")));
        assertRefused("DestinationParentNotFoundException", () -> move(account, ROOT, "ou-root-99999999"));
        assertRefused("AccountNotFoundException", () -> move("999999999999", ROOT, unit));
    }

    @Test
    void closesAnAccountInTwoSteps() {
        String account = created("one");

        call("CloseAccount", "{'AccountId':'" + account + "'}");
        assertThat(account(account).get("State").textValue()).isEqualTo("PENDING_CLOSURE");
        assertThat(account(account).get("Status").textValue()).isEqualTo("PENDING_CLOSURE");
        assertRefused("ConflictException", () -> call("CloseAccount", "{'AccountId':'" + account + "'}"));

        clock.advance(Duration.ofSeconds(1));
        assertThat(account(account).get("State").textValue()).isEqualTo("CLOSED");
        assertThat(account(account).get("Status").textValue()).isEqualTo("SUSPENDED");
        assertRefused("AccountAlreadyClosedException", () -> call("CloseAccount", "{'AccountId':'" + account + "'}"));
    }

    @Test
    void removesAnAccount() {
        String account = created("one");

        call("RemoveAccountFromOrganization", "{'AccountId':'" + account + "'}");

        assertRefused("AccountNotFoundException", () -> account(account));
        assertThat(ids("ListAccounts", "{}")).containsExactly(MANAGEMENT);
    }

    @Test
    void keepsTheManagementAccount() {
        assertRefused(
                "MasterCannotLeaveOrganizationException",
                () -> call("RemoveAccountFromOrganization", "{'AccountId':'" + MANAGEMENT + "'}"));
        assertRefused("ConstraintViolationException", () -> call("CloseAccount", "{'AccountId':'" + MANAGEMENT + "'}"));
    }

    @Test
    void renamesAUnitWithoutChangingItsIdOrContents() {
        String unit = unit(ROOT, "Workloads");
        String account = created("one");
        move(account, ROOT, unit);

        call("UpdateOrganizationalUnit", "{'OrganizationalUnitId':'" + unit + "','Name':'Products'}");

        assertThat(call("DescribeOrganizationalUnit", "{'OrganizationalUnitId':'" + unit + "'}")
                        .at("/OrganizationalUnit/Name")
                        .textValue())
                .isEqualTo("Products");
        assertThat(ids("ListAccountsForParent", "{'ParentId':'" + unit + "'}")).containsExactly(account);
    }

    @Test
    void refusesUnitsThatDoNotFit() {
        String unit = unit(ROOT, "Workloads");
        unit(ROOT, "Sandbox");
        String deepest = ROOT;
        for (int depth = 1; depth <= 5; depth++) {
            deepest = unit(deepest, "depth " + depth);
        }
        String fifth = deepest;

        assertRefused("DuplicateOrganizationalUnitException", () -> unit(ROOT, "Workloads"));
        assertRefused(
                "DuplicateOrganizationalUnitException",
                () -> call("UpdateOrganizationalUnit", "{'OrganizationalUnitId':'" + unit + "','Name':'Sandbox'}"));
        assertRefused("ParentNotFoundException", () -> unit("ou-root-99999999", "Workloads"));
        assertRefused("ConstraintViolationException", () -> unit(fifth, "depth 6"));
    }

    @Test
    void addsReplacesAndRemovesTags() {
        String account = created("one");
        String resource = "{'ResourceId':'" + account + "'";

        call("TagResource", resource + ",'Tags':[{'Key':'team','Value':'a'},{'Key':'tier','Value':'gold'}]}");
        call("TagResource", resource + ",'Tags':[{'Key':'team','Value':'b'}]}");
        call("UntagResource", resource + ",'TagKeys':['tier','absent']}");

        assertThat(call("ListTagsForResource", resource + "}").get("Tags"))
                .isEqualTo(json("{'Tags':[{'Key':'team','Value':'b'}]}").get("Tags"));
        assertRefused("TargetNotFoundException", () -> call("ListTagsForResource", "{'ResourceId':'999999999999'}"));
        assertRefused(
                "InvalidInputException",
                () -> call("TagResource", resource + ",'Tags':[{'Key':'a','Value':'1'},{'Key':'a','Value':'2'}]}"));
    }

    @Test
    void listsPagesThatLaterChangesDoNotShift() {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            created.add(created("account " + i));
        }

        JsonNode first = call("ListAccounts", "{'MaxResults':3}");
        call("RemoveAccountFromOrganization", "{'AccountId':'" + created.get(0) + "'}");
        JsonNode second = call(
                "ListAccounts",
                "{'MaxResults':3,'NextToken':'" + first.get("NextToken").textValue() + "'}");

        assertThat(ids(first)).containsExactly(MANAGEMENT, created.get(0), created.get(1));
        assertThat(ids(second)).containsExactly(created.get(2), created.get(3), created.get(4));
        assertThat(second.has("NextToken")).isFalse();
    }

    @Test
    void takesATokenOnlyForItsList() {
        created("one");
        String token = call("ListAccounts", "{'MaxResults':1}").get("NextToken").textValue();

        assertRefused(
                "InvalidInputException",
                () -> call("ListAccountsForParent", "{'ParentId':'" + ROOT + "','NextToken':'" + token + "'}"));
        assertRefused("InvalidInputException", () -> call("ListAccounts", "{'NextToken':'?'}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ListAccounts | {'MaxResults':21}",
                "ListAccounts | {'MaxResults':0}",
                "DescribeAccount | {'AccountId':'12345'}",
                "DescribeAccount | {}",
                "ListAccountsForParent | {'ParentId':'Root'}",
                "CreateAccount | {'AccountName':'one','Email':'nobody'}"
            })
    void refusesInvalidRequests(String operation, String request) {
        assertRefused("InvalidInputException", () -> call(operation, request));
    }

    @Test
    void refusesWhatItDoesNotHaveByName() {
        assertRefused("UnknownOperationException", () -> call("DeleteOrganization", "{}"));
        assertRefused("ParentNotFoundException", () -> ids("ListAccountsForParent", "{'ParentId':'ou-root-99999999'}"));
        assertRefused("ChildNotFoundException", () -> call("ListParents", "{'ChildId':'999999999999'}"));
        assertRefused(
                "CreateAccountStatusNotFoundException",
                () -> call("DescribeCreateAccountStatus", "{'CreateAccountRequestId':'car-00000000'}"));
    }

    @Test
    void publishesAnEventForEveryChange() {
        String account = created("one");
        String unit = unit(ROOT, "Workloads");
        move(account, ROOT, unit);
        call("CloseAccount", "{'AccountId':'" + account + "'}");
        clock.advance(Duration.ofSeconds(1));
        account(account);

        assertThat(events)
                .extracting(event -> event.at("/detail/eventName").textValue())
                .containsExactly(
                        "CreateAccount",
                        "CreateAccountResult",
                        "CreateOrganizationalUnit",
                        "MoveAccount",
                        "CloseAccount",
                        "CloseAccountResult");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.get("source").textValue()).isEqualTo("aws.organizations");
            assertThat(event.get("region").textValue()).isEqualTo("us-east-1");
        });
        assertThat(events.get(1)
                        .at("/detail/serviceEventDetails/createAccountStatus/accountId")
                        .textValue())
                .isEqualTo(account);
        assertThat(events.get(3)
                        .at("/detail/requestParameters/destinationParentId")
                        .textValue())
                .isEqualTo(unit);
        assertThat(events.get(0).at("/detail/requestParameters/email").textValue())
                .isEqualTo("****");
    }

    @Test
    void publishesNoEventForARefusedCall() {
        assertRefused("AccountNotFoundException", () -> call("CloseAccount", "{'AccountId':'999999999999'}"));

        assertThat(events).isEmpty();
    }

    private JsonNode create(String name) {
        return call(
                        "CreateAccount",
                        "{'AccountName':'" + name + "','Email':'" + name.replace(' ', '-') + "@example.com'}")
                .get("CreateAccountStatus");
    }

    private String created(String name) {
        String request = create(name).get("Id").textValue();
        clock.advance(Duration.ofSeconds(1));
        return call("DescribeCreateAccountStatus", "{'CreateAccountRequestId':'" + request + "'}")
                .at("/CreateAccountStatus/AccountId")
                .textValue();
    }

    private JsonNode account(String id) {
        return call("DescribeAccount", "{'AccountId':'" + id + "'}").get("Account");
    }

    private String unit(String parent, String name) {
        return call("CreateOrganizationalUnit", "{'ParentId':'" + parent + "','Name':'" + name + "'}")
                .at("/OrganizationalUnit/Id")
                .textValue();
    }

    private void move(String account, String source, String destination) {
        call(
                "MoveAccount",
                "{'AccountId':'" + account + "','SourceParentId':'" + source + "','DestinationParentId':'" + destination
                        + "'}");
    }

    private List<String> ids(String operation, String request) {
        return ids(call(operation, request));
    }

    static List<String> ids(JsonNode answer) {
        return Json.elements(answer, "Accounts").stream()
                .map(account -> account.get("Id").textValue())
                .toList();
    }

    static ObjectNode json(String text) {
        return Json.objectIn(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String error, Runnable call) {
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(call::run)
                .satisfies(refused -> assertThat(refused.type().name()).isEqualTo(error));
    }
}
