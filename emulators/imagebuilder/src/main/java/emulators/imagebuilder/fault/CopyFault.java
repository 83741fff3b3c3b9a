package emulators.imagebuilder.fault;

import static java.util.Objects.requireNonNull;

import emulators.imagebuilder.account.Destination;

/** A fault that makes copies to this destination fail, with the message as the reason. */
record CopyFault(Destination destination, String message) {

    CopyFault {
        requireNonNull(destination, "destination");
        requireNonNull(message, "message");
    }
}
