package emulators.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;

import emulators.dynamodb.value.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n = :five",
                "n <> :s",
                "n < :nine",
                "n <= :five",
                "n > :n",
                "n >= :five",
                ":n < n",
                ":s = s",
                "s = (:s)",
                "(s) = :s",
                "t = :t",
                "nul = :nul",
                "ss = :ss",
                "p < s",
                "zz <> :s",
                "zz <> yy",
                "n BETWEEN :n AND :nine",
                "n BETWEEN :n AND :five",
                "n between :n and :five",
                "n IN (:n, :five)",
                "n IN (:n, size(zz), (:five))",
                "m.a = :n",
                "#m.a = :n",
                "m.b[0] <> :s",
                "l[2].k <> :s",
                "l[2] = :k",
                "l [ 0 ] = :a",
                "l[0]=:a"
            })
    void comparesOperands(String expression) {
        assertHolds(expression, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n = :s",
                "n < :s",
                "zz = :s",
                "zz = yy",
                "zz < :s",
                "zz BETWEEN :a AND :s",
                "zz IN (:s)",
                "n BETWEEN p AND s",
                "n < p",
                "m[0] = :s",
                "l.k = :s",
                "l[7] = :s",
                "l[2147483647] = :s",
                "n.x = :s",
                "ss = :ac",
                "#dot = :n"
            })
    void doesNotHoldForMissingOperandsOrOtherTypes(String expression) {
        assertHolds(expression, false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            attribute_exists(n)              | true
            attribute_exists(zz)             | false
            attribute_exists(l[2].k)         | true
            attribute_exists(l[3])           | false
            attribute_exists ( m.c.d )       | true
            attribute_not_exists(m.zz)       | true
            attribute_not_exists(n)          | false
            attribute_type(p, :S)            | true
            attribute_type(ss, :SS)          | true
            attribute_type(t, :BOOL)         | true
            attribute_type(n, :S)            | false
            attribute_type(zz, :S)           | false
            begins_with(p, :ab)              | true
            begins_with(p, :empty)           | true
            begins_with(s, :ab)              | false
            begins_with(n, :ab)              | false
            begins_with(zz, :ab)             | false
            begins_with(p, zz)               | false
            begins_with(b, :b)               | true
            begins_with(b, :bc)              | false
            contains(p, :ab)                 | true
            contains(p, :empty)              | true
            contains(p, :s)                  | false
            contains(p, n)                   | false
            contains(b, :bc)                 | true
            contains(ss, :a)                 | true
            contains(ss, :s)                 | false
            contains(ss, :ss)                | false
            contains(ns, :n)                 | true
            contains(ns, :a)                 | false
            contains(l, :a)                  | true
            contains(l, :n)                  | true
            contains(l, :k)                  | true
            contains(l, :s)                  | false
            contains(n, :n)                  | false
            contains(m, :a)                  | false
            contains(zz, :a)                 | false
            contains(:ab, :a)                | true
            size(p) > :two                   | true
            size(b) > :two                   | true
            size(l) > :two                   | true
            size(m) > :two                   | true
            size(ss) = :two                  | true
            size(l) > size(ss)               | true
            size((p)) BETWEEN :two AND :nine | true
            size(n) > :n                     | false
            size(n) <> :n                    | true
            size(t) = :n                     | false
            size(zz) = :n                    | false
            """)
    void knowsTheFunctions(String expression, boolean holds) {
        assertHolds(expression, holds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s = :s OR s = :s AND zz = :s         | true
            (s = :s OR s = :s) AND zz = :s       | false
            NOT zz = :s AND zz = :s              | false
            NOT (zz = :s AND zz = :s)            | true
            NOT NOT s = :s                       | true
            NOT s = :s OR s = :s                 | true
            not attribute_exists(zz)             | true
            (attribute_exists(s)) And (s = :s)   | true
            (NOT (s = :a))                       | true
            ((s = :s) AND (n = :five))           | true
            s=:s AND(n=:five)                    | true
            NOT (s) = :s                         | false
            n BETWEEN :n AND :nine AND s = :a    | false
            s = :a OR n BETWEEN :n AND :nine     | true
            """)
    void bindsNotBeforeAndBeforeOr(String expression, boolean holds) {
        assertHolds(expression, holds);
    }

    @Test
    void treatsAMissingItemAsAnEmptyOne() {
        Condition absent = parse("attribute_not_exists(p) AND s <> :s");

        assertThat(absent.holds(Item.empty())).isTrue();
        assertThat(absent.holds(Given.item())).isFalse();
    }

    @Test
    void listsTheAttributesThatItMentions() {
        Condition condition = parse("#m.a = :n OR size(l[0]) > n AND NOT contains(ss, :a)");

        assertThat(condition.attributes()).containsExactlyInAnyOrder("m", "l", "n", "ss");
        assertThat(condition.nestedAttributes()).containsExactlyInAnyOrder("m", "l");
    }

    @Test
    void measuresTextInUtf16Units() {
        Placeholders placeholders =
                Placeholders.of(Given.json("{'#n':'n'}"), Given.json("{':text':{'S':'😀é'},':three':{'N':'3'}}"));

        Condition condition = Condition.parse("ConditionExpression", "size(:text) = :three", placeholders);

        assertThat(condition.holds(Item.empty())).isTrue();
    }

    private static void assertHolds(String expression, boolean holds) {
        assertThat(parse(expression).holds(Given.item())).as(expression).isEqualTo(holds);
    }

    private static Condition parse(String expression) {
        return Condition.parse("ConditionExpression", expression, Given.placeholders());
    }
}
