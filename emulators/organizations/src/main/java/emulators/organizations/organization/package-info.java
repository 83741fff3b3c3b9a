/** What an organization consists of: its root, units, accounts and tags, and the events that it publishes. No JSON of requests. */
package emulators.organizations.organization;
