package imagefanout.model.accounts;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import java.util.List;

/** A row that cannot be read as a rule. While there is one, an import writes nothing: an account might lose a group by it. */
public record BadRule(String order, List<String> problems) implements RuleRow {
    public BadRule {
        requireNonNull(order, "order");
        problems = List.copyOf(problems);
    }

    @Override
    public String toString() {
        return "rule " + MalformedException.quoted(order) + ": " + String.join("; ", problems);
    }
}
