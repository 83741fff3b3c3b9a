package emulators.imagebuilder.operation.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Resource;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.InvalidValueException;

/** The rules of one kind of resource. Called with the account's lock. */
interface ResourceRules {

    /** Checks a create or update request for rules that the table of shapes cannot express. */
    default void check(ObjectNode input) throws InvalidValueException, ServiceException {}

    /** Adds defaults to a document before it is stored. */
    default void complete(ObjectNode document) {}

    /** Called after the resource is created or updated. */
    default void stored(Resource resource) {}

    /** Returns the resource in the format of its get operation. */
    default ObjectNode shown(Resource resource) {
        return resource.document();
    }

    /** Adds members to a list entry that are not in the document. */
    default void summarize(Resource resource, ObjectNode summary) {}
}
