package imagefanout.model.channels;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import imagefanout.model.identity.PipelineArn;
import java.util.Optional;

/**
 * The table in which people declare promotion rules.
 *
 * <p>Every method throws {@link StorageException} when the rules could not be read.
 */
public interface PromotionRules {
    /**
     * Some rows, bad ones included; {@code next} is empty only after the last row.
     *
     * @param after {@code next} of the page before
     */
    ResultPage<PromotionRuleRow, String> rows(Optional<String> after);

    /** The rule of a channel; empty when there is none. */
    Optional<PromotionRuleRow> rule(PipelineArn pipeline, ChannelName channel);
}
