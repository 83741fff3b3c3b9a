package imagefanout.testing.registry;

import imagefanout.model.identity.AccountId;
import imagefanout.model.registry.AccountRegistry;
import imagefanout.model.registry.WrittenValue;
import java.util.Map;
import java.util.Optional;

class InMemoryAccountRegistryTest extends AccountRegistryContract {
    private final InMemoryAccountRegistry registry = new InMemoryAccountRegistry();

    @Override
    protected AccountRegistry registry() {
        return registry;
    }

    @Override
    protected void write(Map<String, WrittenValue> row) {
        registry.write(row);
    }

    @Override
    protected void rowsPerPage(int count) {
        registry.rowsPerPage(count);
    }

    @Override
    protected Optional<String> ignored(AccountId account, String attribute) {
        return registry.written(account, attribute).map(value -> ((WrittenValue.Text) value).text());
    }
}
