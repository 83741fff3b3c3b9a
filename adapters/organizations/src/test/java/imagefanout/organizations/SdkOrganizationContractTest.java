package imagefanout.organizations;

import emulators.wire.shape.Json;
import imagefanout.model.identity.AccountId;
import imagefanout.model.organization.Organization;
import imagefanout.testing.organization.OrganizationContract;
import org.junit.jupiter.api.AfterEach;

/** The real SDK client against the emulator. */
class SdkOrganizationContractTest extends OrganizationContract {
    private static final int FAILING_CALLS = 10;

    private final OrganizationFixture service = new OrganizationFixture();

    @AfterEach
    void stop() {
        service.close();
    }

    @Override
    protected Organization organization() {
        return service.organization();
    }

    @Override
    protected AccountId account(String name, String path) {
        return service.account(name, path);
    }

    @Override
    protected void move(AccountId account, String path) {
        service.move(account, path);
    }

    @Override
    protected void tag(AccountId account, String key, String value) {
        var request = Json.object().put("ResourceId", account.value());
        request.putArray("Tags").addObject().put("Key", key).put("Value", value);
        service.call("TagResource", request);
    }

    @Override
    protected void leave(AccountId account) {
        service.call("RemoveAccountFromOrganization", Json.object().put("AccountId", account.value()));
    }

    @Override
    protected void failAtCall(int number) {
        for (int call = number; call < number + FAILING_CALLS; call++) {
            service.fault("{'kind':'CALL_REFUSED','error':'AccessDeniedException','nth':" + call + "}");
        }
    }
}
