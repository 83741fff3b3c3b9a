package imagefanout.endtoend.template;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.localfleet.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands of README.md and the pages in docs work as they are typed, and the links of all pages lead somewhere. */
class DocumentedCommandsTest {
    private static final Path ROOT = TemplateText.FILE.toAbsolutePath().getParent();
    private static final Path REFERENCE =
            TemplateText.FILE.resolveSibling("docs").resolve("reference.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern URL =
            Pattern.compile("[\"'](?:\\$api|\\$\\(output QueryApiUrl\\))(/[^\"'?]*)(?:\\?([^\"']*))?[\"']");
    private static final Pattern OUTPUT = Pattern.compile("(?:\\$\\(output |^invoke )([A-Z]\\w+)");

    /**
     * curl signs a query as it is written, and API Gateway its canonical form: sorted, and encoded but for unreserved characters.
     *
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">the canonical
     *     query string</a>
     */
    @Test
    void everySignedUrlIsInItsCanonicalForm() throws IOException {
        List<String> queries = new ArrayList<>();
        for (String command : commands(pages())) {
            Matcher url = URL.matcher(command);
            while (url.find()) {
                if (url.group(2) != null) {
                    queries.add(url.group(2));
                }
            }
        }

        assertThat(queries).hasSizeGreaterThan(8).allSatisfy(query -> {
            assertThat(query.split("&"))
                    .isSorted()
                    .allMatch(pair -> pair.matches("\\w+=(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*"));
        });
    }

    @Test
    void everyRequestHasARoute() throws IOException {
        List<String> routes = Template.read(TemplateText.FILE, Map.of()).routes().stream()
                .map(route -> route.method() + " "
                        + Arrays.stream(route.path().split("(?=\\{)|(?<=\\})"))
                                .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                                .collect(Collectors.joining()))
                .toList();
        List<String> requests = new ArrayList<>();
        for (String command : commands(List.of(REFERENCE))) {
            Matcher url = URL.matcher(command);
            if (command.startsWith("ask ") && url.find()) {
                String method = command.replaceFirst("^ask (?:-X (\\w+))?.*", "$1");
                requests.add((method.isEmpty() ? "GET" : method) + " " + url.group(1));
            }
        }

        assertThat(requests).hasSizeGreaterThan(15).allMatch(request -> routes.stream()
                .anyMatch(request::matches));
    }

    @Test
    void everyOutputThatACommandReadsExists() throws IOException {
        List<String> read = new ArrayList<>();
        for (String command : commands(pages())) {
            OUTPUT.matcher(command).results().forEach(found -> read.add(found.group(1)));
        }

        assertThat(read)
                .isNotEmpty()
                .isSubsetOf(TemplateText.read().section("Outputs").keySet());
    }

    @Test
    void aCommandThatNeedsVersionTwoOfTheCliSaysSo() throws IOException {
        assertThat(commands(List.of(REFERENCE))).anyMatch(command -> command.contains("--cli-binary-format"));
        for (Path page : pages()) {
            if (commands(List.of(page)).stream().noneMatch(command -> command.contains("--cli-binary-format"))) {
                continue;
            }
            assertThat(Files.readString(page).replaceAll("\\s+", " "))
                    .as(page.toString())
                    .containsPattern("version 2 of the AWS CLI|AWS CLI in version 2");
        }
    }

    /** Everything that reaches the proxy acts with its credentials. */
    @Test
    void theProxyListensOnThisMachineOnlyAndMayOnlyRead() throws IOException {
        List<String> commands = commands(pages());

        assertThat(commands.stream().filter(command -> command.contains("sigv4-proxy")))
                .isNotEmpty()
                .allMatch(command -> command.contains("--publish 127.0.0.1:8080:8080"));
        assertThat(commands)
                .anyMatch(
                        command -> command.contains("assume-role") && command.contains("output QueryApiReaderRoleArn"));
    }

    @Test
    void everyLinkLeadsToAFileAndAHeadingThatExist() throws IOException {
        List<String> dead = new ArrayList<>();
        int links = 0;
        for (Path page : everyPage()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                links++;
                Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                if (!Files.exists(target) || !hasHeading(target, link.group(2))) {
                    dead.add(ROOT.relativize(page) + ": " + link.group());
                }
            }
        }

        assertThat(dead).isEmpty();
        assertThat(links).isGreaterThan(100);
    }

    @Test
    void everyPageThatTheTemplateNamesExists() throws IOException {
        List<String> named = Pattern.compile("docs/[\\w-]+\\.md")
                .matcher(Files.readString(TemplateText.FILE))
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(named).hasSizeGreaterThan(10).allMatch(page -> Files.exists(ROOT.resolve(page)));
    }

    private static boolean hasHeading(Path page, String anchor) throws IOException {
        return anchor == null
                || HEADING.matcher(Files.readString(page))
                        .results()
                        .map(heading -> heading.group(1)
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9 _-]", "")
                                .replace(' ', '-'))
                        .anyMatch(anchor::equals);
    }

    /** README.md and the pages in docs. */
    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.filter(file -> file.toString()
                            .endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> everyPage() throws IOException {
        List<Path> pages = new ArrayList<>(pages());
        for (String folder : List.of(".", "functions", "emulators")) {
            try (Stream<Path> found = Files.find(
                    ROOT.resolve(folder).normalize(),
                    2,
                    (file, facts) -> file.toString().endsWith(".md") && !pages.contains(file))) {
                pages.addAll(found.toList());
            }
        }
        return pages;
    }

    /** The commands of a page's blocks, each on one line. */
    private static List<String> commands(List<Path> pages) throws IOException {
        List<String> commands = new ArrayList<>();
        for (Path page : pages) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                Stream.of(block.group(1).replaceAll("\\\\\\n\\s*", "").split("\\n"))
                        .forEach(commands::add);
            }
        }
        return commands;
    }
}
