package imagefanout.model.registry;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** One attribute of a row as somebody wrote it, by hand perhaps. */
public sealed interface WrittenValue {
    record Text(String text) implements WrittenValue {
        public Text {
            requireNonNull(text, "text");
        }
    }

    /** A set of texts, or a list that holds nothing but texts. */
    record Texts(List<String> texts) implements WrittenValue {
        public Texts {
            texts = List.copyOf(texts);
        }
    }

    /** Anything else, such as a number, described in words. */
    record Other(String description) implements WrittenValue {
        public Other {
            requireNonNull(description, "description");
        }
    }
}
