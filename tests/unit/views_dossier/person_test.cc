#include "common/views/person.h"

#include <catch2/catch.hpp>

namespace liftmark::views {
namespace {

TEST_CASE("an age is a whole number of years") {
  CHECK(AgeIn("32") == 32);
  CHECK(AgeIn("32 years") == 32);
  CHECK(AgeIn("~45 (born 1981)") == 45);
  CHECK(AgeIn("32yo") == 32);
  CHECK_FALSE(AgeIn("mid-30s"));
  CHECK_FALSE(AgeIn("1993"));
  CHECK_FALSE(AgeIn("Not specified"));
  CHECK(AgeInProse("a 35-year-old teacher who lifts 3 days") == 35);
  CHECK(AgeInProse("She is 41 years old.") == 41);
  CHECK(AgeInProse("aged 62") == 62);
  CHECK_FALSE(AgeInProse("lifted for 12 years"));
  CHECK(AgeInProse("I am 28 and lift") == 28);
  CHECK(AgeInProse("I'm 51, with a desk job") == 51);
  CHECK_FALSE(AgeInProse("I am 28 weeks pregnant"));
  CHECK_FALSE(AgeInProse("I'm 20% stronger"));
}

TEST_CASE("the first level counts, unless another is said of lifting") {
  CHECK(ExperienceIn("Intermediate (2 years consistent)") == Experience::kIntermediate);
  CHECK(ExperienceIn("Novice (Beginner) — as reported") == Experience::kBeginner);
  CHECK(ExperienceIn("late beginner, nearly intermediate") == Experience::kBeginner);
  CHECK(ExperienceIn("Advanced runner, novice lifter") == Experience::kBeginner);
  CHECK(ExperienceIn("Novice lifter, experienced runner") == Experience::kBeginner);
  CHECK(ExperienceIn("Advanced (runner-focused) — strength training ~2 years") == Experience::kAdvanced);
  CHECK_FALSE(ExperienceIn("4 years of training"));
}

TEST_CASE("a time zone is known by its form") {
  CHECK(TimezoneIn("America/New_York") == "America/New_York");
  CHECK(TimezoneIn("Eastern (America/New_York)") == "America/New_York");
  CHECK(TimezoneIn("America/Argentina/Buenos_Aires, GMT-3") == "America/Argentina/Buenos_Aires");
  CHECK(TimezoneIn("UTC") == "UTC");
  CHECK(TimezoneIn("EST (winter)") == "EST");
  CHECK(TimezoneIn("UTC+2") == "+02:00");
  CHECK(TimezoneIn("GMT −5") == "-05:00");
  CHECK(TimezoneIn("+05:30") == "+05:30");
  CHECK(TimezoneIn("-0800") == "-08:00");
  CHECK_FALSE(TimezoneIn("+25:00"));
  CHECK_FALSE(TimezoneIn("+05:75"));
  CHECK_FALSE(TimezoneIn("Eastern"));
  CHECK_FALSE(TimezoneIn("Mon/Wed"));
  CHECK_FALSE(TimezoneIn(""));
}

TEST_CASE("a person says their name in prose") {
  CHECK(NameInProse("My name is Jake Miller and I lift.") == "Jake Miller");
  CHECK(NameInProse("Hi! I'm Jake, 22 years old") == "Jake");
  CHECK(NameInProse("I’m Ana de Souza, a nurse").empty());
  CHECK(NameInProse("I am Canadian and lift").empty());
  CHECK(NameInProse("I'm training for a marathon, slowly").empty());
}

TEST_CASE("a goal is said in prose") {
  CHECK(GoalInProse("My goal is to compete in October.") == "compete in October");
  CHECK(GoalInProse("Mostly I want to hike without pain") == "hike without pain");
  CHECK(GoalInProse("The goal of my boss is money").empty());
}

TEST_CASE("a title names its person after dossier, profile or client") {
  CHECK(NameInTitle("Training Dossier - Sarah Chen") == "Sarah Chen");
  CHECK(NameInTitle("Client Profile: Sarah Chen") == "Sarah Chen");
  CHECK(NameInTitle("Dossier — Sarah Chen") == "Sarah Chen");
  CHECK(NameInTitle("Client: Sofia Almeida") == "Sofia Almeida");
  CHECK(NameInTitle("Training Dossier").empty());
  CHECK(NameInTitle("Training Dossier - [User Name]").empty());
  CHECK(NameInTitle("Profile - 2026-03-02").empty());
  CHECK(NameInTitle("Workout - Monday").empty());
}

}  // namespace
}  // namespace liftmark::views
