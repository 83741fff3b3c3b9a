package imagefanout.testing.organization;

import imagefanout.model.identity.AccountId;
import imagefanout.model.organization.Organization;

class InMemoryOrganizationTest extends OrganizationContract {
    private final InMemoryOrganization organization = new InMemoryOrganization();
    private int created;

    @Override
    protected Organization organization() {
        return organization;
    }

    @Override
    protected AccountId account(String name, String path) {
        AccountId id = new AccountId("%012d".formatted(++created));
        organization.put(id, name, "ACTIVE", path);
        return id;
    }

    @Override
    protected void move(AccountId account, String path) {
        organization.move(account, path);
    }

    @Override
    protected void tag(AccountId account, String key, String value) {
        organization.tag(account, key, value);
    }

    @Override
    protected void leave(AccountId account) {
        organization.remove(account);
    }

    @Override
    protected void failAtCall(int number) {
        organization.failAtCall(number);
    }
}
