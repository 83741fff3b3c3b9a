package imagefanout.imagebuilder;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import imagefanout.imagebuilder.ImageBuilderCalls.ParsedAndRaw;
import imagefanout.model.Deadline;
import imagefanout.model.Digest;
import imagefanout.model.distribution.ConfigurationSummary;
import imagefanout.model.distribution.DistributionConfiguration;
import imagefanout.model.distribution.DistributionConfigurations;
import imagefanout.model.distribution.GroupTag;
import imagefanout.model.distribution.NewConfiguration;
import imagefanout.model.distribution.ParameterChange;
import imagefanout.model.distribution.ParameterName;
import imagefanout.model.distribution.SsmParameter;
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
import software.amazon.awssdk.services.imagebuilder.model.CreateDistributionConfigurationResponse;
import software.amazon.awssdk.services.imagebuilder.model.Distribution;
import software.amazon.awssdk.services.imagebuilder.model.DistributionConfigurationSummary;
import software.amazon.awssdk.services.imagebuilder.model.GetDistributionConfigurationResponse;
import software.amazon.awssdk.services.imagebuilder.model.ListDistributionConfigurationsResponse;
import software.amazon.awssdk.services.imagebuilder.model.SsmParameterConfiguration;
import software.amazon.awssdk.services.imagebuilder.model.SsmParameterDataType;
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
        this(requireNonNull(clients, "clients").within(deadline));
    }

    SdkDistributionConfigurations(ImageBuilderCalls calls) {
        this.calls = requireNonNull(calls, "calls");
    }

    @Override
    public List<ConfigurationSummary> all(Region source) {
        return calls
                .callPages(
                        "ListDistributionConfigurations",
                        source.value(),
                        source,
                        (client, token, bounds) -> client.listDistributionConfigurations(
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
        JsonNode now = get(arn);
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
    private JsonNode get(DistributionConfigurationArn arn) {
        ParsedAndRaw<GetDistributionConfigurationResponse> answered = calls.callRaw(
                "GetDistributionConfiguration",
                arn.toString(),
                arn.region(),
                (client, bounds) -> client.getDistributionConfiguration(
                        r -> r.distributionConfigurationArn(arn.toString()).overrideConfiguration(bounds)));
        new AnswerParser("GetDistributionConfiguration of " + arn)
                .present("distributionConfiguration", answered.answer().distributionConfiguration());
        JsonNode raw = answered.raw().at("/distributionConfiguration");
        ConfigurationAnswer.removeUnset(raw);
        return raw;
    }

    /** Null when empty, which omits the field: the service rejects an empty list. */
    private static List<String> ids(SortedSet<AccountId> accounts) {
        return accounts.isEmpty()
                ? null
                : accounts.stream().map(AccountId::value).toList();
    }

    /** Null when empty, which omits the field. */
    private static List<SsmParameterConfiguration> entries(SortedSet<SsmParameter> parameters) {
        return parameters.isEmpty()
                ? null
                : parameters.stream()
                        .map(parameter -> SsmParameterConfiguration.builder()
                                .amiAccountId(parameter.account().value())
                                .parameterName(parameter.name().value())
                                .dataType(SsmParameterDataType.AWS_EC2_IMAGE)
                                .build())
                        .toList();
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
        var declared = configuration.declaration();
        Map<String, String> tags = new HashMap<>(declared.tags());
        tags.put(GroupTag.KEY, declared.groups().value());
        List<Distribution> distributions = configuration.targets().entrySet().stream()
                .map(region -> Distribution.builder()
                        .region(region.getKey().value())
                        .amiDistributionConfiguration(
                                ami -> ami.name(declared.amiName()).targetAccountIds(ids(region.getValue())))
                        .ssmParameterConfigurations(entries(configuration.parameters(region.getKey())))
                        .build())
                .toList();
        try {
            CreateDistributionConfigurationResponse created = calls.call(
                    "CreateDistributionConfiguration",
                    declared.name(),
                    source,
                    (client, bounds) -> client.createDistributionConfiguration(r -> r.name(declared.name())
                            .description(declared.description().orElse(null))
                            .distributions(distributions)
                            .tags(tags)
                            .clientToken(token.hex())
                            .overrideConfiguration(bounds)));
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
