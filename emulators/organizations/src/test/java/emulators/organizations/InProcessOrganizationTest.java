package emulators.organizations;

import com.fasterxml.jackson.databind.JsonNode;

class InProcessOrganizationTest extends OrganizationOperationsContract {

    private final EmulatedOrganization organization = EmulatedOrganization.of(options);

    @Override
    JsonNode call(String operation, String request) {
        return organization.call(operation, json(request));
    }
}
