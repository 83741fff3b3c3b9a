/** A client of the AWS SDK for Java that calls the emulator directly, and requests that tests send. The only package that needs the SDK, which is an optional dependency. */
package emulators.dynamodb.sdk;
