package emulators.wire;

import java.util.Map;

/**
 * Connection limits; times are in seconds. The JDK's server reads them from system properties once, before the first server of the process starts. Existing properties are kept.
 */
final class ServerLimits {

    private static final Map<String, String> PROPERTIES = Map.of(
            // From the first byte of a request to its last.
            "sun.net.httpserver.maxReqTime", "20",
            // From the last byte of a request to the last of its answer; more than the longest latency.
            "sun.net.httpserver.maxRspTime", "300",
            // Above these limits the JDK's server closes the connection without an answer.
            "sun.net.httpserver.maxReqHeaders", "100000",
            "sun.net.httpserver.maxReqHeaderSize", "8388608",
            "sun.net.httpserver.idleInterval", "30",
            "sun.net.httpserver.maxIdleConnections", "1000",
            "sun.net.httpserver.nodelay", "true");

    private ServerLimits() {}

    static void apply() {
        PROPERTIES.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
