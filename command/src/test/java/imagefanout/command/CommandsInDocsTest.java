package imagefanout.command;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.localfleet.Template;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Every command that a page or a help text shows can be given as it is written. */
class CommandsInDocsTest {
    private static final Path ROOT = Template.find().getParent();

    /** A line of a code block, or a text in backticks. */
    private static final Pattern SHOWN =
            Pattern.compile("(?m)^ *(?:bin/)?image-fanout ([a-z-][^\\n]*)$|`(?:bin/)?image-fanout ([a-z-][^`]*)`");

    private static final String ARN =
            "arn:aws:imagebuilder:us-east-1:123456789012:distribution-configuration/everywhere";

    private static final Map<String, String> PLACEHOLDERS = Map.of(
            "ARN", ARN,
            "<arn>", ARN,
            "DIGEST", "0".repeat(32),
            "PIPELINE", "golden-linux",
            "CONFIGURATION", "everywhere",
            "ACCOUNT", "111111111111",
            "REGION", "us-east-1");

    private static CommandLine command() {
        StringWriter out = new StringWriter();
        return ImageFanout.commandLine(new PrintWriter(out), new PrintWriter(out), Ansi.OFF);
    }

    private static List<String> words(String line) {
        Matcher words = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(line.replaceFirst("\\s+#.*", ""));
        return words.results()
                .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
                .map(word -> PLACEHOLDERS.getOrDefault(word, word))
                .toList();
    }

    /** Names a required argument less where a text speaks of a command. */
    private static String problem(String line) {
        try {
            command().parseArgs(words(line).toArray(String[]::new));
            return "";
        } catch (MissingParameterException e) {
            return "";
        } catch (ParameterException e) {
            return e.getMessage();
        }
    }

    @Test
    void pagesShowCommandsThatExist() throws IOException {
        Map<String, String> problems = new TreeMap<>();
        int shown = 0;
        for (Path page : pages()) {
            Matcher commands = SHOWN.matcher(Files.readString(page));
            while (commands.find()) {
                String line = commands.group(1) != null ? commands.group(1) : commands.group(2);
                shown++;
                String problem = problem(line);
                if (!problem.isEmpty()) {
                    problems.put(ROOT.relativize(page) + ": " + line, problem);
                }
            }
        }

        assertThat(problems).isEmpty();
        assertThat(shown).isGreaterThan(20);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"));
                Stream<Path> functions = Files.list(ROOT.resolve("functions"))) {
            return Stream.of(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(file -> file.toString().endsWith(".md")),
                            functions.map(folder -> folder.resolve("README.md")).filter(Files::exists))
                    .flatMap(pages -> pages)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void helpOfEveryCommandShowsAnExampleThatWorksAndTheExitStatus() {
        Map<String, String> problems = new TreeMap<>();
        for (CommandLine one : all(command()).toList()) {
            String name = one.getCommandSpec().qualifiedName();
            String[] examples = one.getCommandSpec().usageMessage().footer();
            if (examples.length == 0) {
                problems.put(name, "no example");
            }
            for (String example : examples) {
                if (example.strip().startsWith("image-fanout ")) {
                    String problem = problem(example.strip().replaceFirst("image-fanout ", ""));
                    if (!problem.isEmpty()) {
                        problems.put(name, problem);
                    }
                }
            }
            if (one.getSubcommands().isEmpty()
                    && one.getCommandSpec().usageMessage().exitCodeList().isEmpty()) {
                problems.put(name, "no exit status");
            }
        }

        assertThat(problems).isEmpty();
    }

    /** An option of a command's own hides the standard one of the same name, and the help with it. */
    @Test
    void everyCommandPrintsItsHelpWithoutItsRequiredArguments() {
        assertThat(all(command()).map(one -> one.getCommandSpec().qualifiedName(" ")))
                .isNotEmpty()
                .allSatisfy(name -> {
                    CommandRun help = CommandRun.of(
                            (name + " --help").replaceFirst("image-fanout ", "").split(" "));
                    assertThat(help.status()).isZero();
                    assertThat(help.out()).startsWith("Usage: " + name);
                });
    }

    /** The commands but those that picocli or an emulator describes. */
    private static Stream<CommandLine> all(CommandLine line) {
        return Stream.concat(
                Stream.of(line),
                line.getSubcommands().entrySet().stream()
                        .filter(entry -> !List.of("generate-completion", "imagebuilder", "dynamodb", "organizations")
                                .contains(entry.getKey()))
                        .flatMap(entry -> all(entry.getValue())));
    }

    @Test
    void completionKnowsEveryCommand() {
        CommandRun completion = CommandRun.of("generate-completion");

        assertThat(completion.status()).isZero();
        assertThat(completion.out())
                .contains(new TreeSet<>(command().getSubcommands().keySet()).toArray(String[]::new));
    }
}
