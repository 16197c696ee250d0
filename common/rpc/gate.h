// How many calls run at once.
#pragma once

#include <atomic>
#include <optional>
#include <utility>

namespace liftmark::rpc {

// Any thread may use it. Outlives its slots.
class Gate {
 public:
  // The right of one call to run; given back when it is destroyed.
  class Slot {
   public:
    Slot(Slot&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)), of_method_(other.of_method_) {}
    Slot& operator=(Slot&&) = delete;
    ~Slot() { Release(); }

    void Release() {
      if (gate_ == nullptr) return;
      of_method_->fetch_sub(1, std::memory_order_relaxed);
      std::exchange(gate_, nullptr)->running_.fetch_sub(1, std::memory_order_relaxed);
    }

   private:
    friend class Gate;
    Slot(Gate* gate, std::atomic<int>* of_method) : gate_(gate), of_method_(of_method) {}
    Gate* gate_;
    std::atomic<int>* of_method_;
  };

  explicit Gate(int most) : most_(most) {}
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  // Nothing where too many calls run already. Counted in `of_method`, too.
  std::optional<Slot> Enter(std::atomic<int>& of_method) {
    if (running_.fetch_add(1, std::memory_order_relaxed) >= most_) {
      running_.fetch_sub(1, std::memory_order_relaxed);
      return std::nullopt;
    }
    of_method.fetch_add(1, std::memory_order_relaxed);
    return Slot(this, &of_method);
  }

 private:
  const int most_;
  std::atomic<int> running_{0};
};

}  // namespace liftmark::rpc
