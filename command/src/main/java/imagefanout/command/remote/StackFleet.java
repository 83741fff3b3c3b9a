package imagefanout.command.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.imagebuilder.ImagebuilderClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A deployed stack. Requests are signed with the credentials of the SDK's default chain, unless there is a token. */
public final class StackFleet implements RemoteFleet {
    /** The alias that the template publishes. */
    private static final String ALIAS = "live";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LONGEST_INVOCATION = Duration.ofMinutes(16);

    private final String stack;
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final Optional<String> token;
    private final Map<String, String> outputs;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final HttpCalls http = new HttpCalls();

    /**
     * Reads the outputs of the stack.
     *
     * @param profile of the AWS configuration files; empty for the default
     * @throws CommandFailedException when there is no such stack, no Region or no credentials
     */
    StackFleet(String stack, Optional<String> region, Optional<String> profile, Optional<String> token) {
        this.stack = stack;
        this.token = token;
        DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
        profile.ifPresent(chain::profileName);
        this.credentials = chain.build();
        try {
            this.region = region.map(Region::of).orElseGet(() -> configuredRegion(profile));
            this.outputs = outputs();
        } catch (CloudFormationException e) {
            throw new CommandFailedException(
                    ExitStatus.UNREACHABLE,
                    "cannot read the stack " + stack + ": "
                            + e.awsErrorDetails().errorMessage()
                            + ". Name another with --stack and --stack-region, or a local fleet with --url.",
                    e);
        } catch (SdkClientException e) {
            throw new CommandFailedException(
                    ExitStatus.UNREACHABLE,
                    "cannot look for the stack " + stack + ": " + firstLine(e)
                            + ". Set up AWS credentials and a Region, or"
                            + " talk to a local fleet with --url http://127.0.0.1:8080.",
                    e);
        }
    }

    private static Region configuredRegion(Optional<String> profile) {
        DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
        profile.ifPresent(chain::profileName);
        return chain.build().getRegion();
    }

    private static String firstLine(Exception e) {
        String line = String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst(" of the providers in the chain .*", " source");
        return line.length() <= 160 ? line : line.substring(0, 160) + "…";
    }

    private Map<String, String> outputs() {
        try (CloudFormationClient cloudFormation =
                configured(CloudFormationClient.builder()).build()) {
            Map<String, String> found = new TreeMap<>();
            cloudFormation
                    .describeStacks(describe -> describe.stackName(stack))
                    .stacks()
                    .get(0)
                    .outputs()
                    .forEach(output -> found.put(output.outputKey(), output.outputValue()));
            return found;
        }
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(B builder) {
        return builder.region(region)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(LONGEST_INVOCATION));
    }

    @Override
    public String name() {
        return "stack " + stack + " in " + region;
    }

    public String stack() {
        return stack;
    }

    /** The outputs of the stack by name. */
    public Map<String, String> outputs(String suffix) {
        Map<String, String> found = new TreeMap<>(outputs);
        found.keySet().removeIf(name -> !name.endsWith(suffix));
        return found;
    }

    private String output(String name) {
        return Optional.ofNullable(outputs.get(name))
                .orElseThrow(() -> new CommandFailedException(
                        ExitStatus.UNREACHABLE,
                        "the stack " + stack + " has no output " + name + ": is it a stack of this project, and of this"
                                + " version?"));
    }

    @Override
    public ApiReply send(String method, String pathAndQuery, Optional<JsonNode> body) {
        URI uri = URI.create(output("QueryApiUrl")).resolve(pathAndQuery);
        Map<String, String> headers = token.map(text -> Map.of("Authorization", "Bearer " + text))
                .orElseGet(() -> signature(method, uri, body));
        HttpCalls.HttpReply reply = http.send(method, uri, headers, body);
        return new ApiReply(reply.status(), reply.body());
    }

    /** @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">Signature Version 4</a> */
    private Map<String, String> signature(String method, URI uri, Optional<JsonNode> body) {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
        Map<String, String> headers = new LinkedHashMap<>();
        signer.sign(sign -> {
                    sign.identity(credentials.resolveCredentials())
                            .request(request.build())
                            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                            .putProperty(AwsV4HttpSigner.REGION_NAME, region.id());
                    body.ifPresent(json -> sign.payload(
                            software.amazon.awssdk.http.ContentStreamProvider.fromUtf8String(json.toString())));
                })
                .request()
                .forEachHeader((name, values) -> headers.put(name, String.join(",", values)));
        // The JDK's client writes it itself.
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("Host") || name.equalsIgnoreCase("Content-Length"));
        return headers;
    }

    @Override
    public JsonNode invoke(FleetFunction function, JsonNode event) {
        try (LambdaClient lambda = lambda()) {
            InvokeResponse answer = lambda.invoke(invoke -> invoke.functionName(output(function.output()))
                    .qualifier(ALIAS)
                    .overrideConfiguration(c -> c.apiCallTimeout(LONGEST_INVOCATION))
                    .payload(SdkBytes.fromUtf8String(event.toString())));
            return FunctionAnswer.of(JSON.readTree(answer.payload().asUtf8String()), answer.functionError() != null);
        } catch (LambdaException e) {
            throw new CommandFailedException(
                    ExitStatus.REFUSED, e.awsErrorDetails().errorMessage(), e);
        } catch (SdkClientException e) {
            throw new CommandFailedException(ExitStatus.UNREACHABLE, firstLine(e), e);
        } catch (JsonProcessingException e) {
            throw new CommandFailedException(ExitStatus.REFUSED, "the function's answer is not JSON", e);
        }
    }

    /** To be closed by the caller. */
    public LambdaClient lambda() {
        return configured(LambdaClient.builder()).build();
    }

    /** To be closed by the caller. */
    public SqsClient sqs() {
        return configured(SqsClient.builder()).build();
    }

    /** To be closed by the caller. */
    public CloudWatchClient cloudWatch() {
        return configured(CloudWatchClient.builder()).build();
    }

    @Override
    public ImagebuilderClient imageBuilder() {
        return configured(ImagebuilderClient.builder()).build();
    }

    @Override
    public String topicArn() {
        return output("TopicArn");
    }

    @Override
    public void close() {
        if (credentials instanceof DefaultCredentialsProvider chain) {
            chain.close();
        }
    }
}
