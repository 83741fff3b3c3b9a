package imagefanout.model.channels;

import java.util.List;

/** A channel cannot be pointed at the build. */
public final class PromotionRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;

    /** @param reasons sentences, at least one */
    public PromotionRefusedException(List<String> reasons) {
        super(String.join(" ", reasons));
        this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
        return reasons;
    }
}
