package imagefanout.endtoend.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reads the source of every module, also of those that these tests do not depend on. */
class PackageSizeTest {
    private static final int MAX_CLASSES = 25;
    private static final Path ROOT = Path.of("..");

    @Test
    void noPackageOfMainCodeHasMoreThanTwentyFiveClasses() throws IOException {
        Map<String, Long> classes = new TreeMap<>();
        for (Path pom : poms()) {
            Path source = pom.resolveSibling("src/main/java");
            if (Files.isDirectory(source)) {
                classes.putAll(classes(source));
            }
        }

        assertThat(classes).hasSizeGreaterThan(50).allSatisfy((folder, count) -> assertThat(count)
                .isLessThanOrEqualTo(MAX_CLASSES));
    }

    private static Iterable<Path> poms() throws IOException {
        try (Stream<Path> found = Files.find(ROOT, 3, (path, file) -> path.endsWith("pom.xml"))) {
            return found.toList();
        }
    }

    private static Map<String, Long> classes(Path source) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(Collectors.groupingBy(file -> file.getParent().toString(), Collectors.counting()));
        }
    }
}
