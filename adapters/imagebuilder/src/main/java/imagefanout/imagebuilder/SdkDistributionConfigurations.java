package imagefanout.imagebuilder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import imagefanout.model.Deadline;
import imagefanout.model.Digest;
import imagefanout.model.distribution.ConfigurationSummary;
import imagefanout.model.distribution.DeclaredConfiguration;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.DistributionConfigurations;
import imagefanout.model.distribution.GroupTag;
import imagefanout.model.distribution.NewConfiguration;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.DistributionConfigurationArn;
import imagefanout.model.identity.PipelineArn;
import imagefanout.model.identity.Region;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import software.amazon.awssdk.services.imagebuilder.model.CreateDistributionConfigurationRequest;
import software.amazon.awssdk.services.imagebuilder.model.CreateDistributionConfigurationResponse;
import software.amazon.awssdk.services.imagebuilder.model.DistributionConfigurationSummary;
import software.amazon.awssdk.services.imagebuilder.model.ListDistributionConfigurationsResponse;
import software.amazon.awssdk.services.imagebuilder.model.UpdateDistributionConfigurationRequest;

/**
 * Calls the service in the Region of each ARN. An update replaces the whole configuration, so it sends back every setting that
 * was read, with new target accounts in the Regions that differ.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_UpdateDistributionConfiguration.html">UpdateDistributionConfiguration</a>
 */
public final class SdkDistributionConfigurations implements DistributionConfigurations {
    private static final int MAX_PER_PAGE = 25;
    private static final String CONFIGURATION = "distributionConfigurationArn";

    private final ImageBuilderCalls calls;

    /** @param deadline of the invocation: no call outlasts it */
    public SdkDistributionConfigurations(ImageBuilderClients clients, Deadline deadline) {
        this.calls = new ImageBuilderCalls(clients, deadline);
    }

    @Override
    public List<ConfigurationSummary> all(Region source) {
        return calls
                .callPages(
                        "ListDistributionConfigurations",
                        source.value(),
                        source,
                        token -> (client, bounds) -> client.listDistributionConfigurations(
                                r -> r.maxResults(MAX_PER_PAGE).nextToken(token).overrideConfiguration(bounds)),
                        ListDistributionConfigurationsResponse::nextToken)
                .stream()
                .flatMap(page -> page.distributionConfigurationSummaryList().stream())
                .map(summary -> summary(source, summary))
                .toList();
    }

    private static ConfigurationSummary summary(Region source, DistributionConfigurationSummary summary) {
        AnswerParser parser = new AnswerParser("ListDistributionConfigurations of " + source);
        DistributionConfigurationArn arn = parser.required("arn", summary.arn(), DistributionConfigurationArn::parse);
        return new ConfigurationSummary(
                arn,
                AnswerParser.text(summary.name()).orElse(arn.name()),
                Optional.ofNullable(summary.tags().get(GroupTag.KEY)),
                Optional.ofNullable(summary.tags().get(ParameterName.TAG)),
                AnswerParser.text(summary.dateUpdated()));
    }

    @Override
    public DistributionConfiguration read(DistributionConfigurationArn arn) {
        return ConfigurationAnswer.of(arn, get(arn));
    }

    @Override
    public boolean replaceTargets(
            DistributionConfiguration asRead,
            SortedMap<Region, SortedSet<AccountId>> targets,
            SortedMap<Region, ParameterChange> parameters,
            Digest token) {
        DistributionConfigurationArn arn = asRead.arn();
        ObjectNode now = get(arn);
        if (!ConfigurationAnswer.of(arn, now).equals(asRead)) {
            return false;
        }
        UpdateDistributionConfigurationRequest.Builder request = UpdateDistributionConfigurationRequest.builder();
        SdkJson.read(ConfigurationAnswer.update(now, targets, parameters), request);
        calls.call(
                "UpdateDistributionConfiguration",
                arn.toString(),
                arn.region(),
                (client, bounds) ->
                        client.updateDistributionConfiguration(request.distributionConfigurationArn(arn.toString())
                                .clientToken(token.hex())
                                .overrideConfiguration(bounds)
                                .build()));
        return true;
    }

    /** The answer as the service sent it, without unset members. */
    private ObjectNode get(DistributionConfigurationArn arn) {
        ObjectNode raw = calls.callRaw(
                        "GetDistributionConfiguration",
                        arn.toString(),
                        arn.region(),
                        (client, bounds) -> client.getDistributionConfiguration(r ->
                                r.distributionConfigurationArn(arn.toString()).overrideConfiguration(bounds)))
                .object("distributionConfiguration");
        ConfigurationAnswer.removeUnset(raw);
        return raw;
    }

    @Override
    public SortedSet<PipelineArn> pipelinesWithoutRole(DistributionConfigurationArn arn) {
        String text = arn.toString();
        return PipelineLists.using(
                calls,
                arn.region(),
                CONFIGURATION,
                text,
                pipeline -> text.equals(pipeline.distributionConfigurationArn())
                        && AnswerParser.text(pipeline.executionRole()).isEmpty());
    }

    @Override
    public Optional<DistributionConfigurationArn> create(Region source, NewConfiguration configuration, Digest token) {
        DeclaredConfiguration declared = configuration.declaration();
        Map<String, String> tags = new HashMap<>(declared.tags());
        tags.put(GroupTag.KEY, declared.groups().value());
        CreateDistributionConfigurationRequest.Builder request = CreateDistributionConfigurationRequest.builder();
        SdkJson.read(ConfigurationAnswer.distributions(configuration), request);
        try {
            CreateDistributionConfigurationResponse created = calls.call(
                    "CreateDistributionConfiguration",
                    declared.name(),
                    source,
                    (client, bounds) -> client.createDistributionConfiguration(request.name(declared.name())
                            .description(declared.description().orElse(null))
                            .tags(tags)
                            .clientToken(token.hex())
                            .overrideConfiguration(bounds)
                            .build()));
            return Optional.of(new AnswerParser("CreateDistributionConfiguration of " + declared.name())
                    .required(
                            CONFIGURATION,
                            created.distributionConfigurationArn(),
                            DistributionConfigurationArn::parse));
        } catch (RefusedException e) {
            if (e.code().equals("ResourceAlreadyExistsException")) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
