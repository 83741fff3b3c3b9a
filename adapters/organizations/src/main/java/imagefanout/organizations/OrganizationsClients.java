package imagefanout.organizations;

import static java.util.Objects.requireNonNull;

import imagefanout.model.identity.Region;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** The client of {@link SdkOrganization}. It may be shared across invocations. */
public final class OrganizationsClients {
    private static final String SESSION = "image-fanout-import-accounts";
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(20);

    private final OrganizationsClient client;

    OrganizationsClients(OrganizationsClient client) {
        this.client = requireNonNull(client, "client");
    }

    /**
     * Creates the client.
     *
     * @param roleArn the role of {@code organization-template.yaml} in the management account; its credentials are renewed
     *     before they expire. Empty: the function itself is in the management account or the delegated administrator's
     * @param region the function's own: Organizations has one endpoint for all Regions of a partition
     * @param endpoint of Organizations; empty for the public one
     * @param stsEndpoint of STS; empty for the one of the Region
     */
    public static OrganizationsClients create(
            Optional<String> roleArn, Region region, Optional<URI> endpoint, Optional<URI> stsEndpoint) {
        OrganizationsClientBuilder builder = builder(region, endpoint);
        roleArn.ifPresent(role -> builder.credentialsProvider(assumedRole(role, region, stsEndpoint)));
        return new OrganizationsClients(builder.build());
    }

    OrganizationsClient client() {
        return client;
    }

    private static AwsCredentialsProvider assumedRole(String roleArn, Region region, Optional<URI> stsEndpoint) {
        StsClient sts = StsClient.builder()
                .region(software.amazon.awssdk.regions.Region.of(region.value()))
                .applyMutation(builder -> stsEndpoint.ifPresent(builder::endpointOverride))
                .httpClientBuilder(http())
                .build();
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(roleArn).roleSessionName(SESSION))
                .build();
    }

    /** Returns the client builder, for tests that count calls or replace the retry pauses. */
    static OrganizationsClientBuilder builder(Region region, Optional<URI> endpoint) {
        return OrganizationsClient.builder()
                .region(software.amazon.awssdk.regions.Region.of(region.value()))
                .applyMutation(builder -> endpoint.ifPresent(builder::endpointOverride))
                .httpClientBuilder(http())
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.standardRetryStrategy()));
    }

    private static UrlConnectionHttpClient.Builder http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECTION_TIMEOUT)
                .socketTimeout(SOCKET_TIMEOUT);
    }
}
