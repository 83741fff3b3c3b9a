package emulators.organizations;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;

class SocketOrganizationTest extends OrganizationOperationsContract {

    private final WireOrganization organization = new WireOrganization(options);

    @Override
    JsonNode call(String operation, String request) {
        return organization.call(operation, json(request));
    }

    @AfterEach
    void stop() {
        organization.close();
    }
}
