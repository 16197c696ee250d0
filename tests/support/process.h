// A program that a test starts and ends, and its log.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace liftmark {

// Killed where it outlives the test. Somebody has to read its log, or it stops when a pipe is full of it.
class Process {
 public:
  using Arguments = std::vector<std::string>;

  Process(const std::string& program, Arguments arguments) {
    int ends[2];
    REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
    arguments.insert(arguments.begin(), program);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    pid_ = fork();
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) {
      dup2(ends[1], STDERR_FILENO);
      execv(argv[0], argv.data());
      _exit(127);
    }
    close(ends[1]);
    log_ = fdopen(ends[0], "r");
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
    fclose(log_);
  }

  void Signal(int signal) { REQUIRE(kill(pid_, signal) == 0); }

  // The log up to a line that has `text` in it.
  std::string LogUntil(const std::string& text) {
    std::string log;
    std::vector<char> line(4096);
    while (fgets(line.data(), static_cast<int>(line.size()), log_) != nullptr) {
      log += line.data();
      if (std::string(line.data()).find(text) != std::string::npos) return log;
    }
    FAIL("the log ended without \"" << text << "\":\n" << log);
    return log;
  }

  // What is left of the log, and the exit code; minus the signal where one has ended it.
  std::pair<std::string, int> Wait() {
    std::string log;
    for (int c = fgetc(log_); c != EOF; c = fgetc(log_)) log.push_back(static_cast<char>(c));
    int status = 0;
    REQUIRE(waitpid(pid_, &status, 0) == pid_);
    pid_ = -1;
    return {log, WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status)};
  }

 private:
  pid_t pid_ = -1;
  FILE* log_ = nullptr;
};

}  // namespace liftmark
