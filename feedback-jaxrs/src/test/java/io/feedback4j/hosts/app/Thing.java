package io.feedback4j.hosts.app;

/** A bean for whatever JSON provider the host has. */
public class Thing {
    private String shortName = "a";
    private double sessionScore = 0.5;

    public String getShortName() {
        return shortName;
    }

    public void setShortName(String shortName) {
        this.shortName = shortName;
    }

    public double getSessionScore() {
        return sessionScore;
    }

    public void setSessionScore(double sessionScore) {
        this.sessionScore = sessionScore;
    }
}
