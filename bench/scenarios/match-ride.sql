-- A ride and the nearest free driver for it, in one statement: what the database alone can do when nobody is told, nothing is written
-- down beside it. The search is the drivers' module's, but for the globe's shape. Where nobody is free the script fails, and the run.
\set town random(0, 399)
\set made :made + 1
\set lat -50000000 + :town * 250000 + random(0, 20000)
\set lon random(0, 20000)
\set chance random(0, 9223372036854775806)
with kept as (
    update rides_drivers.drivers set state = 'kept', round = 1, kept_at = now(), version = version + 1,
        ride = (lpad(to_hex(:started::bigint * 1000 + :made::bigint), 12, '0') || '7' || lpad(to_hex(:chance::bigint), 19, '0'))::uuid
    where state = 'free' and id = (
        select id from rides_drivers.drivers
        where state = 'free' and band between floor((:lat - 89932) / 10000.0)::int and floor((:lat + 89932) / 10000.0)::int and lat_e6 between :lat - 89932 and :lat + 89932
            and lon_e6 between :lon - 150000 and :lon + 150000 and position_at >= now() - interval '1 hour'
        order by (lat_e6 - :lat)::bigint * (lat_e6 - :lat) + (lon_e6 - :lon)::bigint * (lon_e6 - :lon), id limit 1 for update skip locked)
    returning ride, subject, name, vehicle, plate
)
insert into rides_trips.rides (
    public_id, version, user_id, status, round, pickup_lat_e6, pickup_lon_e6, dropoff_lat_e6, dropoff_lon_e6, distance_m, quote_cents, currency, payment,
    driver_id, driver_name, vehicle, plate, refused, until, requested_at, matched_at)
select ride, 2, 'development:' || ride::text || '@example.com', 'matched', 1, :lat, :lon, :lat + 20000, :lon + 20000, 4000, 1000, 'EUR', 'none', subject, name, vehicle, plate, '[]',
    now() + interval '2 minutes', now(), now() from kept
returning id as matched \gset
