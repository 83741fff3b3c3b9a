package emulators.imagebuilder.fault;

import static java.util.Objects.requireNonNull;

import emulators.imagebuilder.account.Destination;

/** Copies to this destination fail, for the reason in the message. */
record CopyFault(Destination destination, String message) {

    CopyFault {
        requireNonNull(destination, "destination");
        requireNonNull(message, "message");
    }
}
