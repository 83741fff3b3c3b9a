package emulators.wire.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTableTest {

    private static final ShapeTable TABLE = ShapeTable.read("""
            # A table with every kind of line.
            $ID  = [a-z]+
            $ARN = arn:$ID
            Name = string 1..3
            Key  = string
            Arn  = string 1..20 /$ARN/[0-9 ]+/

            Entry
              name!  Name
              size   integer 1..

            Put(Entry) POST /put/
              arn      Arn
              color    string of RED GREEN
              flag     boolean
              entries  list 1..2 Entry
              names    list Name
              tags     map Key Name 2
            """);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'abc'}",
                "{'name':'abc','size':1,'arn':'arn:b/1 2','color':'RED','flag':true,'unknown':[]}",
                "{'name':'abc','entries':[{'name':'a'},{'name':'b'}],'names':[],'tags':{'a':'b','c':'d'}}",
                "{'name':'abc','size':null}"
            })
    void acceptsWhatFits(String json) {
        TABLE.structure("Put").check(parsed(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'name':''}",
                "{'name':'abcd'}",
                "{'name':1}",
                "{'name':'a','size':0}",
                "{'name':'a','size':1.5}",
                "{'name':'a','arn':'arn:b/x'}",
                "{'name':'a','arn':'arn:b/111111111111111111'}",
                "{'name':'a','color':'BLUE'}",
                "{'name':'a','flag':'true'}",
                "{'name':'a','entries':[]}",
                "{'name':'a','entries':[{}]}",
                "{'name':'a','entries':[{'name':'a'},{'name':'a'},{'name':'a'}]}",
                "{'name':'a','names':['']}",
                "{'name':'a','tags':{}}",
                "{'name':'a','tags':{'a':''}}",
                "{'name':'a','tags':{'a':'b','c':'d','e':'f'}}"
            })
    void refusesWhatDoesNotFit(String json) {
        assertThatThrownBy(() -> TABLE.structure("Put").check(parsed(json))).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void keepsWhatFollowsAStructuresName() {
        assertThat(TABLE.notes()).containsOnlyKeys("Put").containsEntry("Put", "POST /put/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A = strin",
                "A = string 1..2 /a",
                "A = string /$NONE/",
                "A = integer",
                "A = map String Int 1",
                "A(None)",
                "  member string",
                "A\n  member Unknown",
                "-"
            })
    void refusesLinesThatItDoesNotUnderstand(String text) {
        assertThatThrownBy(() -> ShapeTable.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ObjectNode parsed(String json) {
        return Json.objectIn(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
