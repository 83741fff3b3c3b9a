package emulators.imagebuilder.account;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.wire.shape.Json;

/** An image's state as the API shows it. When copies failed, its reason and its list name them. */
public final class DistributionReport {

    /** The model's limit of a reason, which a hundred failures exceed. */
    private static final int LONGEST_REASON = 1024;

    private DistributionReport() {}

    /**
     * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImageState.html">ImageState</a>
     */
    public static ObjectNode state(Image image, String buildAccount) {
        ObjectNode state = Json.object().put("status", image.status().name());
        if (image.status() == ImageStatus.FAILED) {
            state.put("reason", reason(image, buildAccount));
            state.putObject("failureContext")
                    .putObject("distributionFailure")
                    .set("regionFailures", regionFailures(image));
        }
        return state;
    }

    /** <em>Inferred</em> from reasons seen in public: one numbered sentence for each copy, as many as fit. */
    private static String reason(Image image, String buildAccount) {
        StringBuilder reason = new StringBuilder("Not all distribution jobs are completed.");
        int number = 1;
        for (CopyFailure failure : image.failures()) {
            String sentence = " " + number++ + ") AMI Copy Reported Failure For " + image.name()
                    + " when distributing the image from the source account (ID: " + buildAccount
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

    private static ArrayNode regionFailures(Image image) {
        ArrayNode failures = Json.mapper().createArrayNode();
        for (CopyFailure failure : image.failures()) {
            failures.addObject()
                    .put("region", failure.destination().region())
                    .put("targetAccountId", failure.destination().account())
                    .put("status", "FAILED")
                    .put("errorMessage", failure.message());
        }
        return failures;
    }
}
