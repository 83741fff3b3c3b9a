package emulators.organizations;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import emulators.organizations.operation.OrganizationsErrors;
import emulators.organizations.operation.OrganizationsOperations;
import emulators.wire.EmulatedService;
import emulators.wire.protocol.AwsJson;
import emulators.wire.protocol.Protocol;
import emulators.wire.protocol.WireRequest;
import java.util.Map;

/** Connects Organizations to the wire layer. */
final class OrganizationsService implements EmulatedService {

    private static final int MAX_BODY_BYTES = 1024 * 1024;

    private final EmulatedOrganization organization;
    private final OrganizationsFaults faults;
    private final AwsJson protocol;

    OrganizationsService(EmulatedOrganization organization, OrganizationsFaults faults) {
        this.organization = requireNonNull(organization, "organization");
        this.faults = requireNonNull(faults, "faults");
        this.protocol = new AwsJson(
                "1.1",
                Map.of(OrganizationsOperations.TARGET, organization.operationNames()),
                OrganizationsErrors.SERVICE);
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public String operation(WireRequest request) {
        return protocol.operationIn(request);
    }

    @Override
    public JsonNode call(String operation, WireRequest request, String requestId) {
        return organization.call(operation, request.json(), faults.maxEntries(operation), faults.absentMembers());
    }

    @Override
    public int maxBodyBytes() {
        return MAX_BODY_BYTES;
    }
}
