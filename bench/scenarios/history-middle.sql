-- After a customer's 40 newest orders of 100; the customers whom Shop.cs asks for.
-- chr(58) is a colon: in a text pgbench would take what follows it for a variable.
\set n random(2, 1001)
\set last :n - 1 + 600000
select u.id from grocery.users as u where u.uid = 'development' || chr(58) || 'customer-' || :n::int || '@example.com' order by u.id limit 1 \gset
select o.public_id, o.status, o.total, o.currency, o.created_at, o.updated_at, o.id from grocery.orders as o where o.user_id = :id and (o.created_at, o.id) < (timestamptz '2024-01-01 00:00:00+00' + :last * interval '1 minute', :last) order by o.created_at desc, o.id desc limit 21;
