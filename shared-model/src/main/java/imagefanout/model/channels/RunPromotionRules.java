package imagefanout.model.channels;

import static java.util.Objects.requireNonNull;

import imagefanout.model.ResultPage;
import imagefanout.model.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Applies every promotion rule. A rule that fails or cannot be read does not keep the others from being applied. */
public final class RunPromotionRules {
    /**
     * What a run did.
     *
     * @param promoted the channels that it changed
     * @param outlooks what every rule does next; in a dry run, that is what a run would do
     * @param problems the rules that could not be read or applied
     */
    public record Report(List<Channel> promoted, List<RuleOutlook> outlooks, List<String> problems) {
        public Report {
            promoted = List.copyOf(promoted);
            outlooks = List.copyOf(outlooks);
            problems = List.copyOf(problems);
        }
    }

    private final PromotionRules rules;
    private final FollowChannel follow;

    public RunPromotionRules(PromotionRules rules, FollowChannel follow) {
        this.rules = requireNonNull(rules, "rules");
        this.follow = requireNonNull(follow, "follow");
    }

    /**
     * Promotes what is due.
     *
     * @throws StorageException when the rules could not be read
     */
    public Report run() {
        List<Channel> promoted = new ArrayList<>();
        return each(rule -> follow.apply(rule).ifPresent(promoted::add), promoted);
    }

    /** Promotes nothing. */
    public Report dryRun() {
        return each(rule -> {}, List.of());
    }

    private Report each(Consumer<PromotionRule> use, List<Channel> promoted) {
        List<RuleOutlook> outlooks = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        ResultPage.<PromotionRuleRow, String>forEach(rules::rows, row -> {
            if (row instanceof PromotionRuleRow.Good good) {
                try {
                    use.accept(good.rule());
                    outlooks.add(follow.outlook(good.rule()));
                } catch (StorageException e) {
                    problems.add(good.rule().target() + ": " + e.getMessage());
                }
            } else {
                problems.add(row.toString());
            }
        });
        return new Report(promoted, outlooks, problems);
    }
}
