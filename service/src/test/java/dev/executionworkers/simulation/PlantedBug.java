package dev.executionworkers.simulation;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.BindingPropagator;
import dev.executionworkers.port.out.ForwardingJournal;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Ledger;
import dev.executionworkers.port.out.Registry;
import dev.executionworkers.port.out.Registry.Marked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Bugs that the simulation must find: each is planted between the pipeline and a port of its. */
enum PlantedBug {
  NONE,

  /** Whoever takes a rotation up chooses another token. */
  FRESH_TOKEN_WHEN_RESUMED {
    @Override
    Journal plantedIn(Journal journal) {
      return new ForwardingJournal(journal) {
        @Override
        public Optional<Secret> unseal(Lease lease, String slot) {
          return journal.recall(lease, "hand-to-bindings").isPresent()
              ? journal.unseal(lease, slot)
              : Optional.empty();
        }
      };
    }
  },

  /** Sends without asking whether the lease is still its own. */
  NO_RENEWAL_BEFORE_SENDING {
    @Override
    Journal plantedIn(Journal journal) {
      return new ForwardingJournal(journal) {
        @Override
        public Renewal renew(Lease lease, Duration hold) {
          return Renewal.HELD;
        }
      };
    }
  },

  GENERATION_DOES_NOT_RISE {
    @Override
    Journal plantedIn(Journal journal) {
      return new ForwardingJournal(journal) {
        @Override
        public Claim claim(Intent intent) {
          Claim claim = journal.claim(intent);
          return claim instanceof Claim.Begun begun ? flat(begun) : claim;
        }

        @Override
        public Optional<Aftercare> lookAfter(ExecutionId execution, Instant at) {
          return journal
              .lookAfter(execution, at)
              .map(care ->
                  new Aftercare(
                      flat(care.begun()), care.newest(), care.outcome(), care.finishedAt()));
        }

        private Claim.Begun flat(Claim.Begun begun) {
          return new Claim.Begun(
              begun.lease(),
              begun.idempotencyKey(),
              begun.effectInDoubt(),
              Math.min(begun.generation(), 1),
              begun.laneShared());
        }
      };
    }
  },

  /** Says that the bindings have the token before they do. */
  DONE_BEFORE_HANDED_ON {
    @Override
    BindingPropagator plantedIn(BindingPropagator bindings, World world) {
      return new BindingPropagator() {
        @Override
        public StepResult<Confirmed> reachable(Attempt attempt) {
          return bindings.reachable(attempt);
        }

        @Override
        public StepResult<Confirmed> propagate(BindingUpdate update, Attempt attempt) {
          world.time.fork("hand on", () -> bindings.propagate(update, attempt));
          return StepResult.done(new Confirmed());
        }
      };
    }
  },

  /** Sheds the token after the window without proving it once more. */
  NO_LAST_PROOF {
    @Override
    Journal plantedIn(Journal journal) {
      return new ForwardingJournal(journal) {
        @Override
        public Optional<Aftercare> lookAfter(ExecutionId execution, Instant at) {
          return journal
              .lookAfter(execution, at)
              .map(care -> new Aftercare(care.begun(), false, care.outcome(), care.finishedAt()));
        }
      };
    }
  },

  /** Forgets a rotation that has made way, whatever becomes of the one it made way for. */
  MADE_WAY_FOR_GOOD {
    @Override
    Journal plantedIn(Journal journal) {
      return new ForwardingJournal(journal) {
        @Override
        public void finish(Lease lease, Ending ending) {
          boolean failed = ending.outcome() instanceof Outcome.Failed;
          journal.finish(
              lease,
              new Ending(
                  ending.outcome(),
                  ending.effectInDoubt(),
                  ending.laneTouched(),
                  ending.event(),
                  failed ? Optional.empty() : ending.aftercare()));
        }
      };
    }
  },

  /** Takes a rotation that has set nothing for its robot's newest. */
  WHOEVER_CAME_IS_THE_NEWEST {
    @Override
    Journal plantedIn(Journal journal) {
      return new ForwardingJournal(journal) {
        @Override
        public void finish(Lease lease, Ending ending) {
          journal.finish(
              lease,
              new Ending(
                  ending.outcome(),
                  ending.effectInDoubt(),
                  true,
                  ending.event(),
                  ending.aftercare()));
        }
      };
    }
  },

  /** Deletes whatever has a successor's name, whoever made it. */
  MARKS_ARE_NOT_LOOKED_AT {
    @Override
    Registry.Replacing plantedIn(SimulatedRobots robots) {
      return new RobotsWithBug(robots) {
        @Override
        public StepResult<List<Marked>> marked(SecretId secret, Attempt attempt) {
          ExecutionId anybody = new ExecutionId(attempt.idempotencyKey());
          return super.marked(secret, attempt)
              .map(_ ->
                  robots
                      .all()
                      .filter(each -> each.follows(robots.robotName(secret)))
                      .map(each -> each.marked(each.madeBy().orElse(anybody)))
                      .toList());
        }
      };
    }
  },

  /** Leaves old robots where they are. */
  NOTHING_IS_SWEPT {
    @Override
    Registry.Replacing plantedIn(SimulatedRobots robots) {
      return new RobotsWithBug(robots) {
        @Override
        public StepResult<Confirmed> delete(Marked robot, Attempt attempt) {
          return StepResult.done(new Confirmed());
        }
      };
    }
  },

  /** Deletes the old robot as soon as there is a new one. */
  NO_OVERLAP {
    @Override
    Duration overlap(Duration overlap) {
      return Duration.ZERO;
    }
  },

  /** Tells an operator that his decision stands, and does not write it down. */
  DECISIONS_ARE_NOT_RECORDED {
    @Override
    Journal plantedIn(Journal journal) {
      return new ForwardingJournal(journal) {
        @Override
        public Optional<Command> request(ExecutionId id, Ledger.Request request, Requester by) {
          return journal.request(id, Ledger.Request.RETRY, by);
        }
      };
    }
  };

  Journal plantedIn(Journal journal) {
    return journal;
  }

  BindingPropagator plantedIn(BindingPropagator bindings, World world) {
    return bindings;
  }

  Registry.Replacing plantedIn(SimulatedRobots robots) {
    return robots;
  }

  Duration overlap(Duration overlap) {
    return overlap;
  }
}
