package emulators.imagebuilder.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Arns;
import emulators.imagebuilder.account.CopyFailure;
import emulators.imagebuilder.account.Image;
import emulators.imagebuilder.account.ImageStatus;
import emulators.imagebuilder.account.PhaseFailure;
import emulators.wire.shape.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Formats an image's state for the API. If a phase or copies failed, the reason and failure context name them. All of the wording is <em>inferred</em>.
 */
public final class FailureReport {

    /** The API model's maximum length of a reason. About a hundred failures exceed it. */
    private static final int LONGEST_REASON = 1024;

    private static final int MAX_REGION_FAILURES = 256;

    private static final Map<ImageStatus, String> STEPS = Map.of(
            ImageStatus.BUILDING, "ApplyBuildComponents",
            ImageStatus.TESTING, "ApplyTestComponents",
            ImageStatus.DISTRIBUTING, "DistributeImage");
    private static final Map<ImageStatus, String> PHASES = Map.of(
            ImageStatus.BUILDING, "build",
            ImageStatus.TESTING, "test",
            ImageStatus.DISTRIBUTING, "distribution");

    private final Arns arns;

    public FailureReport(Arns arns) {
        this.arns = requireNonNull(arns, "arns");
    }

    /**
     * Returns the state of an image.
     *
     * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImageState.html">ImageState</a>
     */
    public ObjectNode state(Image image) {
        ObjectNode state = Json.object().put("status", image.status().name());
        if (image.status() == ImageStatus.FAILED) {
            Optional<PhaseFailure> failure = image.progress().phaseFailure();
            state.put("reason", failure.map(FailureReport::reason).orElseGet(() -> reason(image)));
            state.set("failureContext", context(image, failure));
        }
        return state;
    }

    private static String reason(PhaseFailure failure) {
        String reason = "Workflow step " + STEPS.get(failure.phase()) + " failed while the image was "
                + failure.phase()
                + failure.component()
                        .map(component -> ", in the component " + component)
                        .orElse("") + ": "
                + failure.message();
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }

    /** Follows publicly reported reasons: one numbered sentence per copy, as many as fit. */
    private String reason(Image image) {
        StringBuilder reason = new StringBuilder("Not all distribution jobs are completed.");
        int number = 1;
        for (CopyFailure failure : image.progress().copyFailures()) {
            String sentence = " " + number++ + ") AMI Copy Reported Failure For " + image.name()
                    + " when distributing the image from the source account (ID: " + arns.account()
                    + ") to the destination account (ID: "
                    + failure.destination().account() + ") in Region "
                    + failure.destination().region() + ".";
            if (reason.length() + sentence.length() > LONGEST_REASON) {
                break;
            }
            reason.append(sentence);
        }
        return reason.toString();
    }

    /**
     * Returns the failure context: what failed, and where.
     *
     * @see <a
     *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImageFailureContext.html">ImageFailureContext</a>
     */
    private ObjectNode context(Image image, Optional<PhaseFailure> failure) {
        ImageStatus phase = failure.map(PhaseFailure::phase).orElse(ImageStatus.DISTRIBUTING);
        String run = image.arn() + " " + image.progress().attempt();
        ObjectNode context = Json.object()
                .put("imageStatus", phase.name())
                .put("workflowExecutionId", "wf-" + uuid(run))
                .put("workflowArn", arns.workflow(PHASES.get(phase), PHASES.get(phase) + "-image"))
                .put("stepExecutionId", "step-" + uuid(run + " " + phase))
                .put("failedStep", STEPS.get(phase));
        if (phase == ImageStatus.DISTRIBUTING) {
            ObjectNode distribution = context.putObject("distributionFailure");
            failure.ifPresent(whole -> distribution.put("errorMessage", whole.message()));
            if (!image.progress().copyFailures().isEmpty()) {
                distribution.set("regionFailures", regionFailures(image));
            }
        } else {
            failure.ifPresent(whole -> context.set("componentFailure", componentFailure(image, whole)));
        }
        return context;
    }

    private static UUID uuid(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode componentFailure(Image image, PhaseFailure failure) {
        ObjectNode context = Json.object();
        component(image, failure).ifPresent(arn -> context.put("componentArn", arn));
        return context.put("phaseName", PHASES.get(failure.phase()))
                .put("stepName", "Step1")
                .put("action", "ExecuteBash")
                .put("errorMessage", failure.message());
    }

    /** Returns the build ARN of the failed component, or of the recipe's first component if the failure names none. */
    private static Optional<String> component(Image image, PhaseFailure failure) {
        return Json.elements(image.inputs().recipe(), "components").stream()
                .flatMap(component -> Json.text(component, "componentArn").stream())
                .filter(arn -> failure.component()
                        .filter(named -> !arn.equals(named) && !arn.contains("/" + named + "/"))
                        .isEmpty())
                .findFirst()
                .or(failure::component)
                .filter(arn -> arn.startsWith("arn:"))
                .map(FailureReport::build);
    }

    private static String build(String arn) {
        return Arns.versionIn(arn)
                .map(version -> Arns.versionless(arn) + "/"
                        + version.replaceFirst("^x", "1").replace('x', '0') + "/1")
                .orElse(arn);
    }

    private static ArrayNode regionFailures(Image image) {
        ArrayNode failures = Json.mapper().createArrayNode();
        image.progress().copyFailures().stream().limit(MAX_REGION_FAILURES).forEach(failure -> failures.addObject()
                .put("region", failure.destination().region())
                .put("targetAccountId", failure.destination().account())
                .put("status", "FAILED")
                .put("errorMessage", failure.message()));
        return failures;
    }
}
