package imagefanout.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.shape.Json;
import imagefanout.model.Deadline;
import imagefanout.model.identity.AccountId;
import imagefanout.model.organization.NamedUnit;
import imagefanout.model.organization.OrganizationAccount;
import imagefanout.model.organization.OrganizationSnapshot;
import imagefanout.model.organization.OrganizationUnreadableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.organizations.endpoints.OrganizationsEndpointParams;
import software.amazon.awssdk.services.organizations.endpoints.OrganizationsEndpointProvider;

class SdkOrganizationTest {
    private final OrganizationFixture service = new OrganizationFixture();

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100})
    void readsFifteenHundredAccountsInAHundredUnitsWithFewCalls(int unitsWithAccounts) {
        service.seed(organization(unitsWithAccounts));

        assertThat(read().accounts()).hasSize(1_500);
        assertThat(service.sent()).isLessThanOrEqualTo(1_500 / 20 + 2 * 100 + 10);
    }

    /** Twenty units in the root, each with four more. The first ones share 1,499 accounts. */
    private static ObjectNode organization(int unitsWithAccounts) {
        ObjectNode seed = Json.object();
        List<ObjectNode> units = new ArrayList<>();
        for (int unit = 0; unit < 100; unit++) {
            ObjectNode parent = unit < 20 ? seed : units.get(unit % 20);
            units.add(parent.withArray("organizationalUnits").addObject().put("name", "unit-" + unit));
        }
        for (int account = 0; account < 1_499; account++) {
            units.get(account % unitsWithAccounts).withArray("accounts").addObject();
        }
        return seed;
    }

    @Test
    void readsTheStateOfEveryAccount() {
        AccountId closed = service.account("closed", "/");
        service.call("CloseAccount", Json.object().put("AccountId", closed.value()));

        assertThat(read().accounts().get(closed).state()).isEqualTo("CLOSED");

        service.fault("{'kind':'MEMBER_ABSENT','member':'State'}");
        assertThat(read().accounts().get(closed).state()).isEqualTo("SUSPENDED");

        service.fault("{'kind':'MEMBER_ABSENT','member':'Status'}");
        assertThatExceptionOfType(OrganizationUnreadableException.class)
                .isThrownBy(this::read)
                .withMessageContaining("malformed");
    }

    @Test
    void readsOnAfterAnEmptyPage() {
        AccountId id = service.account("one", "/Workloads");
        service.fault("{'kind':'PAGE_CUT','items':0,'nth':1}");

        assertThat(read().accounts().get(id).path()).extracting(NamedUnit::name).containsExactly("Workloads");
    }

    @Test
    void stopsWhenATokenIsRepeated() {
        service.account("one", "/Workloads");
        service.fault("{'kind':'PAGE_CUT','operation':'ListAccountsForParent','items':0}");

        assertThatExceptionOfType(OrganizationUnreadableException.class)
                .isThrownBy(this::read)
                .withMessageContaining("repeats the page token");
    }

    @Test
    void slowsDownWhileOrganizationsThrottles() {
        for (int i = 0; i < 30; i++) {
            service.account("account-" + i, "/unit-" + i);
        }
        service.fault("{'kind':'CALL_REFUSED','error':'TooManyRequestsException','rate':0.75}");

        OrganizationSnapshot read = read();

        assertThat(read.accounts()).hasSize(31);
        assertThat(service.pauses()).isNotEmpty();
        assertThat(Collections.max(service.pauses())).isGreaterThanOrEqualTo(Duration.ofMillis(250));
    }

    @Test
    void givesUpAtTheDeadlineWhenEveryCallIsThrottled() {
        service.fault("{'kind':'CALL_REFUSED','error':'TooManyRequestsException'}");
        Deadline aMinute = () -> service.pauses().stream().reduce(Duration.ofMinutes(1), Duration::minus);

        assertThatExceptionOfType(OrganizationUnreadableException.class)
                .isThrownBy(() -> service.organization(aMinute).read())
                .withMessageContaining("ListRoots: the service throttles, and no time is left");
    }

    @Test
    void readsNothingWithoutTime() {
        service.account("one", "/");

        assertThatExceptionOfType(OrganizationUnreadableException.class)
                .isThrownBy(() -> service.organization(() -> Duration.ZERO).read());
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccessDeniedException", "AWSOrganizationsNotInUseException"})
    void saysWhatToDoWithoutAccess(String error) {
        service.fault("{'kind':'CALL_REFUSED','error':'" + error + "'}");

        assertThatExceptionOfType(OrganizationUnreadableException.class)
                .isThrownBy(this::read)
                .withMessageContaining("ListRoots: " + error)
                .withMessageContaining("OrganizationsRoleArn")
                .withMessageNotContaining("Request ID");
    }

    @Test
    void readsALostAnswerAgain() {
        AccountId id = service.account("one", "/Workloads");
        service.fault("{'kind':'ANSWER_LOST','operation':'ListAccountsForParent','nth':2}");

        assertThat(read().accounts()).containsKey(id);
    }

    @Test
    void changesNothingWhenAUnitIsDeletedMeanwhile() {
        service.account("one", "/Workloads");
        service.fault(
                "{'kind':'CALL_REFUSED','operation':'ListAccountsForParent','error':'ParentNotFoundException','nth':2}");

        assertThatExceptionOfType(OrganizationUnreadableException.class)
                .isThrownBy(this::read)
                .withMessageContaining("ListAccountsForParent of ou-");
    }

    @Test
    void namesTheOrganizationByItsArn() {
        assertThat(read().organization().arn())
                .isEqualTo(service.call("DescribeOrganization", Json.object())
                        .at("/Organization/Arn")
                        .textValue());
    }

    @Test
    void readsTheNameOfARenamedUnit() {
        AccountId id = service.account("one", "/Workloads");
        OrganizationAccount before = read().accounts().get(id);
        service.call(
                "UpdateOrganizationalUnit",
                Json.object()
                        .put("OrganizationalUnitId", service.unit("/Workloads"))
                        .put("Name", "Products"));

        OrganizationAccount after = read().accounts().get(id);

        assertThat(after.path()).extracting(NamedUnit::name).containsExactly("Products");
        assertThat(after.path().get(0).unit()).isEqualTo(before.path().get(0).unit());
    }

    /** The function may run in any Region. */
    @ParameterizedTest
    @ValueSource(strings = {"us-east-1", "eu-west-1", "ap-southeast-2"})
    void hasOneEndpointForAllRegions(String region) {
        assertThat(OrganizationsEndpointProvider.defaultProvider()
                        .resolveEndpoint(OrganizationsEndpointParams.builder()
                                .region(software.amazon.awssdk.regions.Region.of(region))
                                .build())
                        .join()
                        .url())
                .hasHost("organizations.us-east-1.amazonaws.com");
    }

    private OrganizationSnapshot read() {
        return service.organization().read();
    }
}
