package emulators.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import emulators.dynamodb.value.ValidationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateMessagesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                          | The expression can not be empty;
            INVALID SYNTAX HERE         | Syntax error; token: "INVALID", near: "INVALID SYNTAX"
            SET                         | Syntax error; token: "<EOF>", near: "SET"
            SET a                       | Syntax error; token: "<EOF>", near: "a"
            SET a = :s,                 | Syntax error; token: "<EOF>", near: ","
            SET a = :s,REMOVE b         | Syntax error; token: "REMOVE", near: ",REMOVE b"
            SET a :s                    | Syntax error; token: ":s", near: "a :s"
            SET a = :n + :n + :n        | Syntax error; token: "+", near: ":n + :n"
            SET a = (:n + :n) + :n      | Syntax error; token: "+", near: ") + :n"
            SET a = :n - (:n - :n)      | Syntax error; token: "-", near: ":n - :n"
            SET a = list_append(:n + :n, :l) | Syntax error; token: "+", near: ":n + :n"
            SET a = :n * :n             | Syntax error; token: "*", near: ":n * :n"
            SET a = -:n                 | Syntax error; token: "-", near: "= -:n"
            SET a = n+1                 | Syntax error; token: "1", near: "+1"
            SET a = :s AND b = :s       | Syntax error; token: "AND", near: ":s AND b"
            SET (a) = :s                | Syntax error; token: "(", near: "SET (a"
            SET :s = :s                 | Syntax error; token: ":s", near: "SET :s ="
            SET add = :s                | Syntax error; token: "add", near: "SET add ="
            REMOVE a b                  | Syntax error; token: "b", near: "a b"
            REMOVE a = :s               | Syntax error; token: "=", near: "a = :s"
            ADD a                       | Syntax error; token: "<EOF>", near: "a"
            ADD a = :n                  | Syntax error; token: "=", near: "a = :n"
            ADD a b                     | Syntax error; token: "b", near: "a b"
            DELETE ss (:ss)             | Syntax error; token: "(", near: "ss (:ss"
            SET a = ((:n)), b = foo(a)  | The expression has redundant parentheses;
            """)
    void refusesWhatIsNoUpdate(String expression, String problem) {
        assertRefused(expression, problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SET a = :s SET b = :s                   | The "SET" section can only be used once in an update expression;
            remove a Remove b                       | The "REMOVE" section can only be used once in an update expression;
            SET a = :s SET b = :s ADD status :n     | The "SET" section can only be used once in an update expression;
            SET a = :s SET b = status               | Attribute name is a reserved keyword; reserved keyword: status
            SET a = foo(status)                     | Invalid function name; function: foo
            SET status = foo(a)                     | Attribute name is a reserved keyword; reserved keyword: status
            SET a = IF_NOT_EXISTS(a, :s)            | Invalid function name; function: IF_NOT_EXISTS
            SET a = size(p)                         | The function is not allowed in an update expression; function: size
            SET a = attribute_exists(:s, :zz)       | The function is not allowed in an update expression; function: attribute_exists
            SET a = list_append(:l, :l) + :n        | The function is not allowed to be used this way in an expression; function: list_append
            SET a = :n + list_append(:l, :l)        | The function is not allowed to be used this way in an expression; function: list_append
            SET a = list_append(l, list_append(l, l)) | The function is not allowed to be used this way in an expression; function: list_append
            SET l[99999999999] = :s                 | List index is not within the allowable range; index: [99999999999]
            SET #zz = :zz                           | An expression attribute name used in the document path is not defined; attribute name: #zz
            SET a = :s + :n, b = #zz                | An expression attribute name used in the document path is not defined; attribute name: #zz
            SET a = :zz                             | An expression attribute value used in expression is not defined; attribute value: :zz
            SET a = :s, a = :zz                     | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]
            SET m.a = :s REMOVE m                   | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m, a], path two: [m]
            ADD a :n DELETE a.b :ss                 | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]
            SET l[0] = :s REMOVE l[0]               | Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [l, [0]], path two: [l, [0]]
            SET m.a = :s, m[0] = :s                 | Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [m, a], path two: [m, [0]]
            """)
    void reportsTheFirstProblemOfTheEarliestCheck(String expression, String problem) {
        assertRefused(expression, problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SET a = if_not_exists(a)            | Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1
            SET a = list_append(:l, :l, :l)     | Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 3
            SET a = if_not_exists(:s, :s)       | Operator or function requires a document path; operator or function: if_not_exists
            SET a = if_not_exists(a, a)         | The first operand must be distinct from the remaining operands for this operator or function; operator: if_not_exists, first operand: [a]
            SET a = list_append(:s, :l)         | Incorrect operand type for operator or function; operator or function: list_append, operand type: S
            SET a = list_append(l, :s)          | Incorrect operand type for operator or function; operator or function: list_append, operand type: S
            SET a = n + :s                      | Incorrect operand type for operator or function; operator or function: +, operand type: S
            SET a = :l - :n                     | Incorrect operand type for operator or function; operator or function: -, operand type: L
            ADD a :s                            | Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND
            ADD a :b                            | Incorrect operand type for operator or function; operator: ADD, operand type: BINARY, typeSet: ALLOWED_FOR_ADD_OPERAND
            ADD a :t                            | Incorrect operand type for operator or function; operator: ADD, operand type: BOOLEAN, typeSet: ALLOWED_FOR_ADD_OPERAND
            ADD a :nul                          | Incorrect operand type for operator or function; operator: ADD, operand type: NULL, typeSet: ALLOWED_FOR_ADD_OPERAND
            ADD a :l                            | Incorrect operand type for operator or function; operator: ADD, operand type: LIST, typeSet: ALLOWED_FOR_ADD_OPERAND
            ADD a :k                            | Incorrect operand type for operator or function; operator: ADD, operand type: MAP, typeSet: ALLOWED_FOR_ADD_OPERAND
            DELETE a :n                         | Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND
            """)
    void refusesOperandsThatDoNotFit(String expression, String problem) {
        assertRefused(expression, problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "if_not_exists(a,", "list_append(", "a+", "a."})
    void survivesTheDeepestNesting(String repeated) {
        assertThatThrownBy(() -> parse("SET a = " + repeated.repeat(4080 / repeated.length())))
                .isInstanceOf(ValidationException.class);
    }

    private static void assertRefused(String expression, String problem) {
        assertThatThrownBy(() -> parse(expression))
                .isInstanceOf(ValidationException.class)
                .hasMessage("Invalid UpdateExpression: " + problem);
    }

    private static void parse(String expression) {
        Update.parse(expression, Given.placeholders());
    }
}
