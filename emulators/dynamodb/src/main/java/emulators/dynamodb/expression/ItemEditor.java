package emulators.dynamodb.expression;

import emulators.dynamodb.expression.UpdateAction.Edit;
import emulators.dynamodb.expression.syntax.PathTree;
import emulators.dynamodb.expression.syntax.Step;
import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ListValue;
import emulators.dynamodb.value.MapValue;
import emulators.dynamodb.value.ValidationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Applies the edits of one update to copies of the values on their paths. List indexes refer to the item before the update. */
final class ItemEditor {

    private final Item before;
    private final List<UpdateAction> actions;

    /** @param before the item to edit; all actions see it unchanged */
    ItemEditor(Item before, List<UpdateAction> actions) {
        this.before = before;
        this.actions = actions;
    }

    /**
     * Returns the item with all edits applied.
     *
     * @param tree the paths of the actions, in their order
     * @throws ValidationException if the item does not contain what an edit needs
     */
    Item edited(PathTree tree) {
        return Item.of(members(before.attributes(), tree));
    }

    private Edit edit(PathTree leaf) {
        return actions.get(leaf.pathIndex()).edit(before);
    }

    private AttributeValue edited(AttributeValue value, PathTree node) {
        if (value instanceof MapValue map && !node.leadsToElements()) {
            return new MapValue(members(map.members(), node));
        }
        if (value instanceof ListValue list && node.leadsToElements()) {
            return new ListValue(elements(list.elements(), node));
        }
        throw invalidPath();
    }

    private Map<String, AttributeValue> members(Map<String, AttributeValue> original, PathTree node) {
        Map<String, AttributeValue> members = new LinkedHashMap<>(original);
        for (Map.Entry<Step, PathTree> child : node.children().entrySet()) {
            editMember(members, child.getKey().name(), child.getValue());
        }
        return members;
    }

    private void editMember(Map<String, AttributeValue> members, String name, PathTree node) {
        if (!node.isLeaf()) {
            if (!members.containsKey(name)) {
                throw invalidPath();
            }
            members.put(name, edited(members.get(name), node));
            return;
        }
        Edit edit = edit(node);
        if (edit instanceof Edit.Put put) {
            members.put(name, put.value());
        } else if (edit instanceof Edit.Remove) {
            members.remove(name);
        }
    }

    private List<AttributeValue> elements(List<AttributeValue> original, PathTree node) {
        List<AttributeValue> elements = new ArrayList<>(original);
        List<Integer> removed = new ArrayList<>();
        for (Map.Entry<Step, PathTree> child : node.children().entrySet()) {
            int index = child.getKey().index();
            if (index < original.size()) {
                editElement(elements, removed, index, child.getValue());
            } else {
                append(elements, child.getValue());
            }
        }
        for (int i = removed.size() - 1; i >= 0; i--) {
            elements.remove(removed.get(i).intValue());
        }
        return elements;
    }

    private void editElement(List<AttributeValue> elements, List<Integer> removed, int index, PathTree node) {
        if (!node.isLeaf()) {
            elements.set(index, edited(elements.get(index), node));
            return;
        }
        Edit edit = edit(node);
        if (edit instanceof Edit.Put put) {
            elements.set(index, put.value());
        } else if (edit instanceof Edit.Remove) {
            removed.add(index);
        }
    }

    /** A value for an index beyond the end of a list is appended. */
    private void append(List<AttributeValue> elements, PathTree node) {
        if (!node.isLeaf()) {
            throw invalidPath();
        }
        if (edit(node) instanceof Edit.Put put) {
            elements.add(put.value());
        }
    }

    private static ValidationException invalidPath() {
        return new ValidationException("The document path provided in the update expression is invalid for update");
    }
}
