package imagefanout.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.EmptyStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import imagefanout.localfleet.Template;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * No exception is swallowed, as far as the source can tell: bytecode does not say what a catch block leaves out. A block does
 * something; one that catches everything throws or uses what it caught; and none only goes on.
 */
class SwallowedExceptionsTest {
    private static final Set<String> EVERYTHING = Set.of("Throwable", "Exception", "RuntimeException", "Error");
    /** What a conditional write says no with: an answer and no failure. */
    private static final String NO = "ConditionalCheckFailedException";

    /** A part of an image's failure text that names no copy explains no gap, and is shown with the whole reason. */
    private static final String NO_COPY = "UnmodelledImage.java:  catch (MalformedException e) {";

    private static final Path ROOT = Template.find().getParent();
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    @Test
    void noCatchBlockSwallowsWhatItCaught() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(ROOT)) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString()
                            .contains(Path.of("src", "main", "java").toString()))
                    .toList();
        }
        try (StandardJavaFileManager manager = COMPILER.getStandardFileManager(null, null, null)) {
            List<String> swallowed = swallowed(manager, manager.getJavaFileObjectsFromPaths(sources));

            assertThat(sources).hasSizeGreaterThan(300);
            assertThat(swallowed).filteredOn(block -> !block.contains(NO_COPY)).isEmpty();
        }
    }

    @Test
    void findsWhatIsSwallowed() throws IOException {
        List<String> swallowing = List.of(
                "catch (Exception e) { }",
                "catch (java.io.IOException e) { /* never mind */ }",
                "catch (RuntimeException e) { count++; }",
                "catch (IllegalStateException | RuntimeException e) { count++; }",
                "catch (IllegalStateException e) { continue; }",
                "catch (IllegalStateException e) { return; }",
                "catch (IllegalStateException e) { ; }");
        List<String> honest = List.of(
                "catch (Exception e) { throw new IllegalStateException(e); }",
                "catch (RuntimeException e) { failures.add(e); }",
                "catch (IllegalStateException e) { count++; }");

        try (StandardJavaFileManager manager = COMPILER.getStandardFileManager(null, null, null)) {
            for (String block : swallowing) {
                assertThat(swallowed(manager, List.of(source(block)))).as(block).hasSize(1);
            }
            for (String block : honest) {
                assertThat(swallowed(manager, List.of(source(block)))).as(block).isEmpty();
            }
        }
    }

    private static JavaFileObject source(String block) {
        return new SimpleJavaFileObject(URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return "class A { void a() { while (true) { try { b(); } " + block + " } } }";
            }
        };
    }

    /** The blocks, each with the file that it stands in. */
    private static List<String> swallowed(StandardJavaFileManager manager, Iterable<? extends JavaFileObject> files)
            throws IOException {
        JavacTask task = (JavacTask) COMPILER.getTask(null, manager, null, List.of("-proc:none"), null, files);
        List<String> swallowed = new ArrayList<>();
        for (CompilationUnitTree unit : task.parse()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitCatch(CatchTree block, Void nothing) {
                    if (swallows(block)) {
                        swallowed.add(unit.getSourceFile().getName() + ": " + block);
                    }
                    return super.visitCatch(block, nothing);
                }
            }.scan(unit, null);
        }
        return swallowed;
    }

    private static boolean swallows(CatchTree block) {
        if (throwsOrUses(block.getBlock(), block.getParameter().getName().toString())) {
            return false;
        }
        List<String> caught = List.of(block.getParameter().getType().toString().split(" *[|] *"));
        if (caught.equals(List.of(NO))) {
            return false;
        }
        return caught.stream().anyMatch(EVERYTHING::contains)
                || block.getBlock().getStatements().stream().allMatch(SwallowedExceptionsTest::onlyGoesOn);
    }

    private static boolean onlyGoesOn(StatementTree statement) {
        return statement instanceof ContinueTree
                || statement instanceof BreakTree
                || statement instanceof EmptyStatementTree
                || statement instanceof ReturnTree answer && answer.getExpression() == null;
    }

    private static boolean throwsOrUses(BlockTree block, String caught) {
        boolean[] found = {false};
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitThrow(ThrowTree statement, Void nothing) {
                found[0] = true;
                return null;
            }

            @Override
            public Void visitIdentifier(IdentifierTree name, Void nothing) {
                found[0] |= name.getName().contentEquals(caught);
                return null;
            }
        }.scan(block, null);
        return found[0];
    }
}
