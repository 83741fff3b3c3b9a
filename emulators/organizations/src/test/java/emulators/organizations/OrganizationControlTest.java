package emulators.organizations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.protocol.ServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeds and faults, by the control endpoint. */
class OrganizationControlTest {

    private final WireOrganization organization =
            new WireOrganization(OrganizationsOptions.defaults().withPort(0));

    @Test
    void seedsUnitsAndAccounts() {
        seed("""
                {'organizationalUnits':[{'name':'Workloads','organizationalUnits':[{'name':'Prod','accounts':[
                  {'id':'111111111111','name':'shop','state':'SUSPENDED','joinedMethod':'INVITED','tags':{'team':'a'}}
                ]}]}]}""");

        JsonNode account = account("111111111111");
        assertThat(account.get("State").textValue()).isEqualTo("SUSPENDED");
        assertThat(account.get("JoinedMethod").textValue()).isEqualTo("INVITED");
        assertThat(path("111111111111")).containsExactly("Prod", "Workloads");
        assertThat(call("ListTagsForResource", "{'ResourceId':'111111111111'}")
                        .at("/Tags/0/Value")
                        .textValue())
                .isEqualTo("a");
    }

    @Test
    void changesWhatItHasByASeed() {
        seed("{'organizationalUnits':[{'name':'Prod','accounts':[{'id':'111111111111','name':'shop'}]}]}");
        seed(
                "{'organizationalUnits':[{'name':'Prod','organizationalUnits':[{'name':'EU','accounts':[{'id':'111111111111'}]}]}]}");

        assertThat(path("111111111111")).containsExactly("EU", "Prod");
        assertThat(account("111111111111").get("Name").textValue()).isEqualTo("shop");
        assertThat(call("ListAccounts", "{}").get("Accounts")).hasSize(2);
    }

    @Test
    void explainsAnInvalidSeed() {
        var answer =
                organization.control("POST", "seed", "{'organizationalUnits':[{'name':'A','accounts':[{'id':'1'}]}]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body(), UTF_8)).contains("organizationalUnits[0].accounts[0]", "'id'");
        assertThat(new String(
                        organization.control("POST", "seed", "{'units':[]}").body(), UTF_8))
                .contains("units");
    }

    @Test
    void readsASeedFileAgainAfterAReset(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("seed.json"), "{\"accounts\":[{\"id\":\"111111111111\"}]}");
        try (WireOrganization seeded =
                new WireOrganization(OrganizationsOptions.defaults().withPort(0).withSeed(file))) {
            seeded.call("RemoveAccountFromOrganization", json("{'AccountId':'111111111111'}"));
            seeded.control("POST", "reset", "{}");

            assertThat(OrganizationOperationsContract.ids(seeded.call("ListAccounts", json("{}"))))
                    .contains("111111111111");
        }
    }

    @Test
    void hasCreatedAnAccountWhenItsCallIsAnsweredIfThatTakesNoTime() {
        EmulatedOrganization immediate =
                EmulatedOrganization.of(OrganizationsOptions.defaults().withAccountDuration(Duration.ZERO));

        immediate.call("CreateAccount", json("{'AccountName':'one','Email':'one@example.com'}"));

        assertThat(immediate.call("ListAccounts", json("{}")).get("Accounts")).hasSize(2);
    }

    @Test
    void throttlesByAFault() {
        fault("{'kind':'CALL_REFUSED','operation':'ListAccounts','error':'TooManyRequestsException','nth':2}");

        call("ListAccounts", "{}");
        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> call("ListAccounts", "{}"))
                .satisfies(refused -> assertThat(refused.type().id()).isEqualTo("TooManyRequestsException"));
        call("ListAccounts", "{}");
    }

    @Test
    void cutsAPageWithoutLosingEntries() {
        seed("{'accounts':[{'id':'111111111111'},{'id':'222222222222'}]}");
        fault("{'kind':'PAGE_CUT','operation':'ListAccounts','items':0,'nth':1}");

        JsonNode empty = call("ListAccounts", "{}");
        JsonNode rest =
                call("ListAccounts", "{'NextToken':'" + empty.get("NextToken").textValue() + "'}");

        assertThat(empty.get("Accounts")).isEmpty();
        assertThat(rest.get("Accounts")).hasSize(3);
    }

    @Test
    void leavesOutAMemberByAFault() {
        fault("{'kind':'MEMBER_ABSENT','member':'Status'}");

        JsonNode account = call("ListAccounts", "{}").at("/Accounts/0");
        assertThat(account.has("Status")).isFalse();
        assertThat(account.has("State")).isTrue();
        assertThat(account(account.get("Id").textValue()).has("Status")).isFalse();
    }

    private JsonNode call(String operation, String request) {
        return organization.call(operation, json(request));
    }

    private static ObjectNode json(String text) {
        return OrganizationOperationsContract.json(text);
    }

    private JsonNode account(String id) {
        return call("DescribeAccount", "{'AccountId':'" + id + "'}").get("Account");
    }

    /** The names of the units around an account, the innermost first. */
    private List<String> path(String id) {
        JsonNode parent = call("ListParents", "{'ChildId':'" + id + "'}").at("/Parents/0");
        if (parent.get("Type").textValue().equals("ROOT")) {
            return List.of();
        }
        String unit = parent.get("Id").textValue();
        String name = call("DescribeOrganizationalUnit", "{'OrganizationalUnitId':'" + unit + "'}")
                .at("/OrganizationalUnit/Name")
                .textValue();
        return Stream.concat(Stream.of(name), path(unit).stream()).toList();
    }

    private void seed(String json) {
        assertThat(organization.control("POST", "seed", json).statusCode()).isEqualTo(200);
    }

    private void fault(String json) {
        assertThat(organization.control("POST", "faults", json).statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        organization.close();
    }
}
