-- Prices are appended, never changed.
BEGIN;
SELECT no_plan();

SELECT lives_ok($$
  INSERT INTO model_prices (id, provider, model, input_per_million, effective_from, source, as_of) VALUES
    ('00000000-0000-4000-8000-000000000001', 'ours', 'test-1', 1.5, '2025-01-01', 'a page', '2025-01-01')$$, 'a price');
SELECT throws_ok($$INSERT INTO model_prices (provider, model, effective_from, source, as_of)
  VALUES ('ours', 'test-1', '2026-01-01', 'a page', '2026-01-01')$$, '23P01', NULL, 'prices of one model never overlap');
SELECT lives_ok($$INSERT INTO model_prices (provider, model, effective_from, source, as_of)
  VALUES ('theirs', 'test-1', '2026-01-01', 'a page', '2026-01-01')$$, 'another provider has its own');

SELECT throws_ok($$UPDATE model_prices SET input_per_million = 2$$, '23001', NULL, 'a price does not change');
SELECT throws_ok($$UPDATE model_prices SET effective_to = '2026-01-01', source = 'x'$$, '23001', NULL,
                 'nor does it while it is ended');
SELECT lives_ok($$UPDATE model_prices SET effective_to = '2026-01-01' WHERE id = '00000000-0000-4000-8000-000000000001'$$,
                'it can be ended');
SELECT throws_ok($$UPDATE model_prices SET effective_to = NULL WHERE id = '00000000-0000-4000-8000-000000000001'$$,
                 '23001', NULL, 'once');
SELECT lives_ok($$INSERT INTO model_prices (provider, model, effective_from, source, as_of)
  VALUES ('ours', 'test-1', '2026-01-01', 'a page', '2026-01-01')$$, 'by the next one');
SELECT throws_ok('DELETE FROM model_prices', '23001', NULL, 'prices are not deleted');
SELECT throws_ok('TRUNCATE model_prices', '23001', NULL, 'nor truncated');

SELECT * FROM finish();
ROLLBACK;
