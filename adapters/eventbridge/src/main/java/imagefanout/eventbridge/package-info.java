/**
 * The adapter for EventBridge. Only this package uses its SDK. It gives announcements the form that consumers receive, and sends
 * them. What is announced, table keys and environment variables do not belong here.
 */
package imagefanout.eventbridge;
