package imagefanout.model.registry;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/** One attribute of a row as it was written. */
public sealed interface WrittenValue {
    record Text(String text) implements WrittenValue {
        public Text {
            requireNonNull(text, "text");
        }
    }

    /** A set of texts, or a list that holds only texts. */
    record Texts(List<String> texts) implements WrittenValue {
        public Texts {
            texts = List.copyOf(texts);
        }
    }

    /** A map that holds only texts. */
    record Pairs(Map<String, String> pairs) implements WrittenValue {
        public Pairs {
            pairs = Map.copyOf(pairs);
        }
    }

    /** A number, as its digits. */
    record Numeral(String digits) implements WrittenValue {
        public Numeral {
            requireNonNull(digits, "digits");
        }
    }

    /** Anything else, such as "true or false". */
    record Other(String description) implements WrittenValue {
        public Other {
            requireNonNull(description, "description");
        }
    }

    /** What it is, such as "a text". */
    default String description() {
        return this instanceof Text
                ? "a text"
                : this instanceof Numeral
                        ? "a number"
                        : this instanceof Texts ? "a set or list of texts" : "a map of texts";
    }
}
