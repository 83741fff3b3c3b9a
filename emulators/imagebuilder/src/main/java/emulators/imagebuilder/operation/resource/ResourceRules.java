package emulators.imagebuilder.operation.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.account.Resource;
import emulators.wire.protocol.ServiceException;
import emulators.wire.shape.InvalidValueException;

/** What is particular about one kind of resource. Called with the account's lock. */
interface ResourceRules {

    /** Refuses what a request to create or update has and the table of shapes cannot express. */
    default void check(ObjectNode input) throws InvalidValueException, ServiceException {}

    /** Adds to a document that will be stored what the request does not have. */
    default void complete(ObjectNode document) {}

    /** Called when the resource was created or updated. */
    default void stored(Resource resource) {}

    /** The resource as Get returns it. */
    default ObjectNode shown(Resource resource) {
        return resource.document();
    }

    /** Adds to an entry of a list what is not a member of the document. */
    default void summarize(Resource resource, ObjectNode summary) {}
}
