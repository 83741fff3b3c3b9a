package imagefanout.model.registry;

import static java.util.Objects.requireNonNull;

import imagefanout.model.ResultPage;
import imagefanout.model.identity.AccountId;
import java.util.Optional;

/**
 * A registry as one organization sees it: an account whose row names another organization is added to no configuration. It
 * catches mistakes. Who may write the registry can write any organization.
 */
public final class MemberRegistry implements AccountRegistry {
    private final AccountRegistry registry;
    private final String organizationId;

    private MemberRegistry(AccountRegistry registry, String organizationId) {
        this.registry = requireNonNull(registry, "registry");
        this.organizationId = requireNonNull(organizationId, "organizationId");
    }

    /** @param organizationId such as {@code o-a1b2c3d4e5}; empty: every row counts, whatever organization it names */
    public static AccountRegistry of(AccountRegistry registry, Optional<String> organizationId) {
        return organizationId
                .<AccountRegistry>map(id -> new MemberRegistry(registry, id))
                .orElse(registry);
    }

    @Override
    public Optional<RegistryRow> account(AccountId id) {
        return registry.account(id).map(this::seen);
    }

    @Override
    public ResultPage<RegistryRow, String> rows(Optional<String> after) {
        return registry.rows(after).map(this::seen);
    }

    private RegistryRow seen(RegistryRow row) {
        return row instanceof RegisteredAccount account ? account.seenFrom(organizationId) : row;
    }

    @Override
    public boolean add(RegisteredAccount account) {
        return registry.add(account);
    }

    @Override
    public boolean extend(RegisteredAccount asRead, RegisteredAccount extended) {
        return registry.extend(asRead, extended);
    }

    @Override
    public boolean replace(RegisteredAccount asRead, RegisteredAccount now) {
        return registry.replace(asRead, now);
    }

    @Override
    public ImportMark importMark() {
        return registry.importMark();
    }

    @Override
    public boolean mark(ImportMark asRead, ImportMark now) {
        return registry.mark(asRead, now);
    }
}
