package imagefanout.model.distribution;

import static java.util.Objects.requireNonNull;

import imagefanout.model.MalformedException;
import java.util.List;

/** A declaration that cannot be read; nothing is created for it. */
public record BadDeclaration(String name, List<String> problems) implements DeclarationRow {
    public BadDeclaration {
        requireNonNull(name, "name");
        problems = List.copyOf(problems);
    }

    @Override
    public String toString() {
        return "declaration " + MalformedException.quoted(name) + ": " + String.join("; ", problems);
    }
}
