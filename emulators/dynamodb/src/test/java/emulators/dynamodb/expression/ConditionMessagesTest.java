package emulators.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emulators.dynamodb.value.ValidationException;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionMessagesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            ~   ~                     | "<EOF>", near: "   "
            !!!                       | "!", near: "!!"
            n = = :s                  | "=", near: "= = :s"
            n == :s                   | "=", near: "== :s"
            n = :s AND                | "<EOF>", near: "AND"
            ~n = :s AND  ~            | "<EOF>", near: "AND  "
            n = :s :s                 | ":s", near: ":s :s"
            (n = :s                   | "<EOF>", near: ":s"
            n = :s)                   | ")", near: ":s)"
            (n = :s) = :s             | "=", near: ") = :s"
            (n) :s                    | ":s", near: ") :s"
            n                         | "<EOF>", near: "n"
            n AND s                   | "AND", near: "n AND s"
            NOT n                     | "<EOF>", near: "n"
            NOT (n)                   | "<EOF>", near: ")"
            not = :s                  | "=", near: "not = :s"
            and = :s                  | "and", near: "and ="
            set = :s                  | "set", near: "set ="
            n.between = :s            | "between", near: ".between ="
            n = 5                     | "5", near: "= 5"
            n = :                     | ":", near: "= :"
            n = #                     | "#", near: "= #"
            n = :s-x                  | "-", near: ":s-x"
            l.[1] = :s                | "[", near: ".[1"
            l[x] = :s                 | "x", near: "[x]"
            l[01] = :s                | "1", near: "01]"
            l[-1] = :s                | "-", near: "[-1"
            l[0 = :s                  | "=", near: "0 = :s"
            (m).a = :s                | ".", near: ").a"
            m.(a) = :s                | "(", near: ".(a"
            #n(a)                     | "(", near: "#n(a"
            1a = :s                   | "1", near: "1a"
            _a = :s                   | "_", near: "_a"
            n IN ()                   | ")", near: "()"
            n IN :s                   | ":s", near: "IN :s"
            n IN (:s,)                | ")", near: ",)"
            n BETWEEN :s              | "<EOF>", near: ":s"
            n BETWEEN :s OR :s        | "OR", near: ":s OR :s"
            size(a,)                  | ")", near: ",)"
            attribute_exists()        | ")", near: "()"
            attribute_exists(a        | "<EOF>", near: "a"
            n => :s                   | ">", near: "=> :s"
            n != :s                   | "!", near: "n !="
            n = "x"                   | \""", near: "= "x"
            n + :n = :n               | "+", near: "n + :n"
            é = :s                    | "é", near: "é ="
            """)
    void showsTheTokenThatDoesNotFitAndTheTokensAround(String expression, String shown) {
        assertRefused(expression, "Syntax error; token: " + shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((n = :s))",
                "(((n = :s)))",
                "(n = :s) AND ((s = :s))",
                "((n)) = :s",
                "n = ((:s))",
                "NOT ((n = :s))",
                "size(((l))) > n",
                "((foo(a)))",
                "status = :s AND ((n = :undefined))"
            })
    void refusesRedundantParenthesesFirst(String expression) {
        assertRefused(expression, "The expression has redundant parentheses;");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            foo(a)                            | Invalid function name; function: foo
            SIZE(l) > n                       | Invalid function name; function: SIZE
            a = foo(status)                   | Invalid function name; function: foo
            if_not_exists(a, :s) = :s         | The function is not allowed in a condition expression; function: if_not_exists
            list_append(a, :s)                | The function is not allowed in a condition expression; function: list_append
            size(l)                           | The function is not allowed to be used this way in an expression; function: size
            size(status)                      | The function is not allowed to be used this way in an expression; function: size
            n = :s AND size(l)                | The function is not allowed to be used this way in an expression; function: size
            contains(ss, :s) = :s             | The function is not allowed to be used this way in an expression; function: contains
            (attribute_exists(p)) = :s        | The function is not allowed to be used this way in an expression; function: attribute_exists
            n IN (contains(ss, :s))           | The function is not allowed to be used this way in an expression; function: contains
            status = :s                       | Attribute name is a reserved keyword; reserved keyword: status
            m.Status = :s                     | Attribute name is a reserved keyword; reserved keyword: Status
            status = :s AND size(a)           | Attribute name is a reserved keyword; reserved keyword: status
            #zz = :s AND abort = :s           | Attribute name is a reserved keyword; reserved keyword: abort
            l[2147483648] = :s                | List index is not within the allowable range; index: [2147483648]
            """)
    void refusesWhatIsWrongFirstInTheText(String expression, String problem) {
        assertRefused(expression, problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            n = :zz                                  | An expression attribute value used in expression is not defined; attribute value: :zz
            #zz = :zz                                | An expression attribute name used in the document path is not defined; attribute name: #zz
            n = :zz AND #zz = :s                     | An expression attribute value used in expression is not defined; attribute value: :zz
            begins_with(:n, #zz)                     | An expression attribute name used in the document path is not defined; attribute name: #zz
            m.:zz = :s                               | An expression attribute name used in the document path is not defined; attribute name: :zz
            attribute_exists(a, b)                   | Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2
            begins_with(a)                           | Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1
            attribute_exists(:s)                     | Operator or function requires a document path; operator or function: attribute_exists
            attribute_not_exists(size(l))            | Operator or function requires a document path; operator or function: attribute_not_exists
            n = n                                    | The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [n]
            l[1].a < l[1].a                          | The first operand must be distinct from the remaining operands for this operator or function; operator: <, first operand: [l, [1], a]
            n IN (:s, n)                             | The first operand must be distinct from the remaining operands for this operator or function; operator: IN, first operand: [n]
            n BETWEEN n AND :s                       | The first operand must be distinct from the remaining operands for this operator or function; operator: BETWEEN, first operand: [n]
            contains(#n, n)                          | The first operand must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [n]
            begins_with(a, :n)                       | Incorrect operand type for operator or function; operator or function: begins_with, operand type: N
            begins_with(size(a), :s)                 | Incorrect operand type for operator or function; operator or function: begins_with, operand type: N
            attribute_type(a, :n)                    | Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N
            attribute_type(a, b)                     | Incorrect operand type for operator or function; operator or function: attribute_type, operand type: {NS,SS,L,BS,N,M,B,BOOL,NULL,S}
            attribute_type(a, :s)                    | Invalid attribute type name found; type: x, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}
            size(:n) = :n                            | Incorrect operand type for operator or function; operator or function: size, operand type: N
            size(:nul) = :n                          | Incorrect operand type for operator or function; operator or function: size, operand type: NULL
            size(size(l)) = :n                       | Incorrect operand type for operator or function; operator or function: size, operand type: N
            n < :t                                   | Incorrect operand type for operator or function; operator or function: <, operand type: BOOL
            :ss >= n                                 | Incorrect operand type for operator or function; operator or function: >=, operand type: SS
            n BETWEEN :l AND :l                      | Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: L
            n BETWEEN :n AND :s                      | The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:x}
            n BETWEEN :two AND :n                    | The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}
            b BETWEEN :bc AND :b                     | The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {B:java.nio.HeapByteBuffer[pos=0 lim=2 cap=2]}, upper bound operand: AttributeValue: {B:java.nio.HeapByteBuffer[pos=0 lim=2 cap=2]}
            attribute_exists(a, b) AND n = n         | Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2
            n = n AND attribute_exists(a, b)         | The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [n]
            """)
    void refusesOperandsThatDoNotFit(String expression, String problem) {
        assertRefused(expression, problem);
    }

    @Test
    void refusesEmptyAndLongExpressions() {
        assertRefused("", "The expression can not be empty;");
        assertAccepted("n = :s" + " ".repeat(4090));
        assertRefused(
                "n = :s" + " ".repeat(4091),
                "Expression size has exceeded the maximum allowed size; expression size: 4097");
    }

    @Test
    void refusesMoreThan300Operators() {
        String problem = "The expression contains too many operators; operator count: 301";

        assertAccepted("NOT ".repeat(299) + "n=:s");
        assertRefused("NOT ".repeat(300) + "n=:s", problem);
        assertAccepted(String.join(" OR ", Collections.nCopies(150, "n=:s")));
        assertRefused(String.join(" OR ", Collections.nCopies(151, "n=:s")), problem);
        assertAccepted("(n=:s AND ".repeat(149) + "n=:s" + ")".repeat(149));
        assertRefused(
                String.join(" OR ", Collections.nCopies(151, "n=:s")) + " OR n=:zz",
                "An expression attribute value used in expression is not defined; attribute value: :zz");
    }

    @Test
    void refusesLongListsOfCandidatesAndDeepPaths() {
        assertAccepted("n IN (" + String.join(",", Collections.nCopies(100, ":s")) + ")");
        assertRefused(
                "n IN (" + String.join(",", Collections.nCopies(101, ":s")) + ")",
                "The IN operator is provided with too many operands; number of operands: 101");
        assertAccepted("l" + "[0]".repeat(31) + "=:s");
        assertRefused(
                "l" + "[0]".repeat(32) + "=:s", "The document path has too many nesting levels; nesting levels: 33");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "size(", "NOT ", "n.", "n = (", "attribute_exists(", "NOT(", "l[0]"})
    void survivesTheDeepestNesting(String repeated) {
        String expression = repeated.repeat(4096 / repeated.length());

        assertThatThrownBy(() -> parse(expression)).isInstanceOf(ValidationException.class);
    }

    private static void assertAccepted(String expression) {
        assertThatCode(() -> parse(expression)).doesNotThrowAnyException();
    }

    private static void assertRefused(String expression, String problem) {
        assertThatThrownBy(() -> parse(expression))
                .isInstanceOf(ValidationException.class)
                .hasMessage("Invalid FilterExpression: " + problem);
    }

    private static void parse(String expression) {
        Condition.parse("FilterExpression", expression, Given.placeholders());
    }
}
