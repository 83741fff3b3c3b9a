/** The schedules of pipelines, and the builds that they start. */
package emulators.imagebuilder.schedule;
