package io.feedback4j.hosts.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Names nothing, so that its container looks through all classes and libraries. */
@ApplicationPath("api")
public class ScanningApplication extends Application {}
